/** What a draft, or another version, of a ladder would do to every open invoice. */
import { Trans, useLingui } from '@lingui/react/macro';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import type { Ladder } from '../../ladder/definition.ts';
import { useSaid } from '../app/said.ts';
import { sessionQuery } from '../app/session.ts';
import { draftQuery } from '../draft/draft-api.ts';
import { ladderQuery, laddersQuery } from '../ladders/ladders-api.ts';
import { Trail } from '../publish/trail.tsx';
import { Notice } from '../ui/notice.tsx';
import { Page } from '../ui/page.tsx';
import { BookTrial } from './book-trial.tsx';
import type { Order } from './report/comparison.ts';

const route = getRouteApi('/ladders/$id/book');

export function BookScreen() {
  const { id } = route.useParams();
  const { version } = route.useSearch();
  const { data: session } = useQuery(sessionQuery);
  if (!session?.roles.some((role) => role === 'designer' || role === 'approver')) {
    return (
      <Page title={<Trans>The whole book</Trans>}>
        <Trail ladderId={id} />
        <Notice kind="info">
          <Trans>Only a designer or an approver tries a ladder on the whole book.</Trans>
        </Notice>
      </Page>
    );
  }
  return version === undefined ? <OfDraft id={id} /> : <OfVersion key={version} id={id} version={version} />;
}

/** The last version that was published; 0 where there is none, undefined until it is known. */
function useLatest(id: string): number | undefined {
  const { data, error } = useQuery(laddersQuery);
  if (error) throw error;
  return data && Math.max(0, ...data.filter((one) => one.id === id).map(({ version }) => version));
}

function OfDraft({ id }: { id: string }) {
  const { t } = useLingui();
  const latest = useLatest(id);
  const draft = useQuery(draftQuery(id));
  const isWanted = draft.data === null && latest !== undefined && latest > 0;
  const published = useQuery({ ...ladderQuery(id, latest ?? 0), enabled: isWanted });
  const error = draft.error ?? published.error;
  if (error) throw error;
  if (draft.data === undefined || latest === undefined) return <Opening />;
  if (draft.data) {
    const { document, revision } = draft.data;
    const as = latest === 0 ? 'new' : 'change';
    // As the version that it would become.
    return <Screen id={id} ladder={document} version={latest + 1} as={as} state={revision} name={t`draft`} />;
  }
  if (latest === 0) {
    return (
      <Page title={<Trans>The whole book</Trans>}>
        <Trail ladderId={id} />
        <Notice kind="info">
          <Trans>There is no such ladder, nor a draft of it.</Trans>
        </Notice>
      </Page>
    );
  }
  if (!published.data) return <Opening />;
  return <Screen id={id} ladder={published.data} version={latest} as="published" state={latest} name={t`published`} />;
}

function OfVersion({ id, version }: { id: string; version: number }) {
  const { t } = useLingui();
  const latest = useLatest(id);
  const older = useQuery(ladderQuery(id, version));
  if (older.error) throw older.error;
  if (!older.data || latest === undefined) return <Opening />;
  const isLatest = version === latest;
  return (
    <Screen
      id={id}
      ladder={older.data}
      version={isLatest ? latest : latest + 1}
      as={isLatest ? 'published' : 'change'}
      state={version}
      name={t`version ${version}`}
    />
  );
}

interface ScreenProps extends Pick<Order, 'as' | 'ladder'> {
  id: string;
  /** The number under which it is tried: no invoice runs on it, but where it is what they run on. */
  version: number;
  state: number;
  name: string;
}

function Screen({ id, ladder, version, as, state, name }: ScreenProps) {
  const said = useSaid();
  const called = said(ladder.name) || id;
  const tried: Ladder = ladder.version === version ? ladder : { ...ladder, version };
  return (
    <Page
      title={
        as === 'published' ? (
          <Trans>‘{called}’ on the whole book</Trans>
        ) : (
          <Trans>Try ‘{called}’ on the whole book</Trans>
        )
      }
    >
      <Trail ladderId={id} />
      <Lead as={as} />
      <BookTrial ladderId={id} ladder={tried} as={as} state={state} name={name} />
    </Page>
  );
}

function Lead({ as }: Pick<Order, 'as'>): ReactNode {
  if (as === 'published') {
    return (
      <Notice kind="info">
        <Trans>There is no draft of this ladder. Shown is what the published version does from now on.</Trans>
      </Notice>
    );
  }
  if (as === 'new') {
    return (
      <Notice kind="info">
        <Trans>
          Nothing of this ladder was published, so no invoice climbs it yet. Shown is the draft alone: what would leave
          if every open invoice, of all ladders, began on it now.
        </Trans>
      </Notice>
    );
  }
  return null;
}

function Opening() {
  return (
    <Page title="">
      <p role="status">
        <Trans>Opening …</Trans>
      </p>
    </Page>
  );
}
