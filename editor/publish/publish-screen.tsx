/** Publishes the draft of a ladder, or an older version again. */
import { Trans, useLingui } from '@lingui/react/macro';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useErrorText } from '../app/error-text.ts';
import { useSaid } from '../app/said.ts';
import { sessionQuery } from '../app/session.ts';
import { useWhen } from '../app/when.ts';
import { draftQuery, saveDraft, type WholeDraft } from '../draft/draft-api.ts';
import { ladderQuery, laddersQuery } from '../ladders/ladders-api.ts';
import { Button } from '../ui/button.tsx';
import { Notice } from '../ui/notice.tsx';
import { Page } from '../ui/page.tsx';
import { Proposal } from './proposal.tsx';
import { publishDraft, rollBack } from './publish-api.ts';
import { Trail } from './trail.tsx';

const route = getRouteApi('/ladders/$id/publish');

export function PublishScreen() {
  const { id } = route.useParams();
  const { version } = route.useSearch();
  const { data: session } = useQuery(sessionQuery);
  if (!session?.roles.includes('designer')) {
    return (
      <Page title={<Trans>Publish</Trans>}>
        <Trail ladderId={id} />
        <Notice kind="info">
          <Trans>Only a designer publishes a ladder.</Trans>
        </Notice>
      </Page>
    );
  }
  return version === undefined ? <PublishDraft id={id} /> : <PublishOlder key={version} id={id} version={version} />;
}

function PublishDraft({ id }: { id: string }) {
  const { t } = useLingui();
  const said = useSaid();
  const draft = useQuery(draftQuery(id));
  const base = draft.data?.base_version ?? null;
  const published = useQuery({ ...ladderQuery(id, base ?? 0), enabled: base !== null });
  const error = draft.error ?? published.error;
  if (error) throw error;
  if (draft.data === null) {
    return (
      <Page title={<Trans>Publish</Trans>}>
        <Trail ladderId={id} />
        <Notice kind="info">
          <Trans>
            There is no draft of this ladder, so there is nothing to publish.{' '}
            <Link to="/ladders/$id" params={{ id }} search={{ view: 'table' }}>
              Open the ladder
            </Link>{' '}
            and change something first.
          </Trans>
        </Notice>
      </Page>
    );
  }
  if (!draft.data || (base !== null && !published.data)) return <Opening />;
  const { document, revision, requested, behind } = draft.data;
  const name = said(document.name) || id;
  const stop = behind
    ? t`Another version was published since; put this draft on top of it first.`
    : requested
      ? t`A publication of this ladder waits for approval already: have it decided, or take it back.`
      : null;
  return (
    <Page title={<Trans>Publish ‘{name}’</Trans>}>
      <Trail ladderId={id} />
      {behind && <Behind id={id} draft={draft.data} />}
      {requested && (
        <Notice
          kind="warning"
          action={
            <Link to="/ladders/$id/publications/$publication" params={{ id, publication: requested.id }}>
              <Trans>Look at it</Trans>
            </Link>
          }
        >
          <Trans>{requested.by} asked to publish this ladder, and it waits for approval.</Trans>
        </Notice>
      )}
      <Proposal
        ladderId={id}
        from={published.data ?? null}
        to={document}
        source={{ draft: true }}
        state={revision}
        stop={stop}
        publish={(publishing) => publishDraft(id, { ...publishing, revision })}
      />
    </Page>
  );
}

/** A colleague published meanwhile: what they changed would be undone unseen. */
function Behind({ id, draft }: { id: string; draft: WholeDraft }) {
  const told = useErrorText();
  const when = useWhen();
  const client = useQueryClient();
  const { version, by, at } = draft.behind!;
  const rebase = useMutation({
    mutationFn: () =>
      saveDraft(id, { revision: draft.revision, document: draft.document, base_version: version, edits: [] }),
    onSettled: () => client.invalidateQueries({ queryKey: ['draft'] }),
  });
  const moment = when.minute(at);
  return (
    <>
      {rebase.error && <Notice kind="error">{told(rebase.error)}</Notice>}
      <Notice
        kind="warning"
        action={
          <Button size="s" isDisabled={rebase.isPending} onPress={() => rebase.mutate()}>
            <Trans>Compare with version {version}</Trans>
          </Button>
        }
      >
        <Trans>
          {by} published version {version} on {moment}, after this draft was begun. What was changed there is not in the
          draft: compare, and see below what would go back.
        </Trans>
      </Notice>
    </>
  );
}

function PublishOlder({ id, version }: { id: string; version: number }) {
  const { t } = useLingui();
  const said = useSaid();
  const ladders = useQuery(laddersQuery);
  const latest = Math.max(...(ladders.data ?? []).filter((one) => one.id === id).map((one) => one.version));
  const older = useQuery(ladderQuery(id, version));
  const published = useQuery({ ...ladderQuery(id, latest), enabled: Number.isFinite(latest) });
  const error = ladders.error ?? older.error ?? published.error;
  if (error) throw error;
  if (!older.data || !published.data) return <Opening />;
  const name = said(older.data.name) || id;
  return (
    <Page
      title={
        <Trans>
          Take ‘{name}’ back to version {version}
        </Trans>
      }
    >
      <Trail ladderId={id} />
      <Notice kind="info">
        <Trans>Version {version} is published again, under a new number. A draft that is under way stays.</Trans>
      </Notice>
      <Proposal
        ladderId={id}
        from={published.data}
        to={older.data}
        source={{ version }}
        state={latest}
        stop={version === latest ? t`This is the version that is published now.` : null}
        publish={(publishing) => rollBack(id, { ...publishing, version, base_version: latest })}
      />
    </Page>
  );
}

export function Opening(): ReactNode {
  return (
    <Page title="">
      <p role="status">
        <Trans>Opening …</Trans>
      </p>
    </Page>
  );
}
