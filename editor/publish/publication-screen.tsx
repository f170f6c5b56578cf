/** One publication: what was asked, who decides about it, and how far running invoices are with it. */
import { Plural, Trans, useLingui } from '@lingui/react/macro';
import { useQueries, useQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { useMemo } from 'react';
import type { Ladder } from '../../ladder/definition.ts';
import { useErrorText } from '../app/error-text.ts';
import { useSaid } from '../app/said.ts';
import { sessionQuery } from '../app/session.ts';
import { useWhen } from '../app/when.ts';
import { ladderQuery } from '../ladders/ladders-api.ts';
import { Notice } from '../ui/notice.tsx';
import { Page } from '../ui/page.tsx';
import { useActionWords } from './action-words.ts';
import { ChangeSection } from './change-section.tsx';
import { useChoiceNames } from './choice-names.ts';
import { Decide } from './decide.tsx';
import { Impact } from './impact.tsx';
import { Obstacles } from './obstacles.tsx';
import { Progress } from './progress.tsx';
import styles from './publish.module.css';
import { type Publication, previewApproving, publicationQuery } from './publish-api.ts';
import { Opening } from './publish-screen.tsx';
import { Section } from './section.tsx';
import { Trail } from './trail.tsx';

const route = getRouteApi('/ladders/$id/publications/$publication');

export function PublicationScreen() {
  const { id, publication: publicationId } = route.useParams();
  const said = useSaid();
  const { data: publication, error } = useQuery(publicationQuery(id, publicationId));
  const base = publication?.base_version ?? null;
  const from = useQuery({ ...ladderQuery(id, base ?? 0), enabled: base !== null });
  if (error ?? from.error) throw error ?? from.error;
  if (!publication || (base !== null && !from.data)) return <Opening />;
  const name = said(publication.document.name) || id;
  const { version, status } = publication;
  return (
    <Page
      title={
        status === 'published' ? (
          <Trans>
            ‘{name}’, version {version}
          </Trans>
        ) : (
          <Trans>Request to publish ‘{name}’</Trans>
        )
      }
    >
      <Trail ladderId={id} inHistory />
      <State publication={publication} />
      {status === 'published' && publication.running.length > 0 && <Progress publication={publication} />}
      <ChangeSection
        from={from.data ?? null}
        to={publication.document}
        mapping={publication.running.find((move) => move.from === base)?.mapping}
      />
      {status === 'requested' && (
        <>
          <Consequences publication={publication} to={publication.document} />
          <Decide publication={publication} />
        </>
      )}
    </Page>
  );
}

function State({ publication }: { publication: Publication }) {
  const { t } = useLingui();
  const when = useWhen();
  const { status, ladder, version, asked_by, asked_at, ended_by, ended_at, trial, note, reason } = publication;
  const asked = when.minute(asked_at);
  const ended = ended_at ? when.minute(ended_at) : '';
  return (
    <>
      {status === 'requested' && (
        <Notice kind="warning">{t`${asked_by} asked for this on ${asked}. It waits for a colleague who may approve.`}</Notice>
      )}
      {status === 'published' && (
        <Notice
          kind="good"
          action={
            <Link to="/ladders/$id/versions/$version" params={{ id: ladder, version: String(version) }}>
              <Trans>Open version {version}</Trans>
            </Link>
          }
        >
          {ended_by === null || ended_by === asked_by
            ? t`${asked_by} published version ${version} on ${asked}.`
            : t`${asked_by} asked for version ${version} on ${asked}; ${ended_by} approved it on ${ended}.`}
        </Notice>
      )}
      {status === 'refused' && <Notice kind="error">{t`${ended_by} refused this on ${ended}: ${reason}`}</Notice>}
      {status === 'withdrawn' && <Notice kind="info">{t`${ended_by} took this back on ${ended}.`}</Notice>}
      {trial !== null && (
        <p className={styles.lead}>
          <Plural
            value={trial}
            one="It runs on trial first: a person releases the first mail, letter or handover."
            other="It runs on trial first: a person releases the first # mails, letters and handovers."
          />
        </p>
      )}
      {note && (
        <p className={styles.note}>
          <Trans>Note of {asked_by}:</Trans> {note}
        </p>
      )}
    </>
  );
}

/** What approving would do, on today's book. */
function Consequences({ publication, to }: { publication: Publication; to: Ladder }) {
  const told = useErrorText();
  const { ladder, id, running } = publication;
  const { data: session } = useQuery(sessionQuery);
  const maySee = session?.roles.some((role) => role === 'designer' || role === 'approver') ?? false;
  const preview = useQuery({
    queryKey: ['ladder', ladder, 'publications', id, 'preview'],
    queryFn: ({ signal }) => previewApproving(ladder, id, signal),
    enabled: maySee,
  });
  const documents = useQueries({
    queries: running.map(({ from }) => ladderQuery(ladder, from)),
    combine: (results) => results.map(({ data }) => data),
  });
  const olds = useMemo(
    () => new Map(documents.flatMap((one) => (one === undefined ? [] : [[one.version, one]]))),
    [documents],
  );
  const words = useActionWords();
  const choices = useChoiceNames();
  return (
    <>
      {preview.error && <Notice kind="error">{told(preview.error)}</Notice>}
      {preview.data && <Obstacles ladderId={ladder} to={to} preview={preview.data} />}
      <Section title={<Trans>Running invoices</Trans>}>
        {running.length === 0 && (
          <p className={styles.lead}>
            <Trans>New invoices only: those that run go on as they were.</Trans>
          </p>
        )}
        {running.map(({ from, choice, mapping }) => (
          <div key={from} className={styles.lead}>
            <Trans>
              Version {from}: {choices[choice]}.
            </Trans>
            {Object.entries(mapping).map(([old, target]) => (
              <div key={old}>
                <del>{words.step(olds.get(from), old)}</del> → {words.step(to, target)}
              </div>
            ))}
          </div>
        ))}
        {preview.data?.book && <Impact book={preview.data.book} to={to} olds={olds} />}
      </Section>
    </>
  );
}
