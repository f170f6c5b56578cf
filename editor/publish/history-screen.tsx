/** The history of a ladder: its versions and what else was done with it, the last first. */
import { Plural, Trans, useLingui } from '@lingui/react/macro';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { useSaid } from '../app/said.ts';
import { sessionQuery } from '../app/session.ts';
import { useWhen } from '../app/when.ts';
import { laddersQuery } from '../ladders/ladders-api.ts';
import { Badge } from '../ui/badge.tsx';
import { Notice } from '../ui/notice.tsx';
import { Page } from '../ui/page.tsx';
import { useChoiceNames } from './choice-names.ts';
import { type Act, actsOf } from './history.ts';
import styles from './publish.module.css';
import { historyQuery, publicationsQuery, requestsQuery } from './publish-api.ts';
import { Trail } from './trail.tsx';
import { TrialBadge } from './trial-badge.tsx';

const route = getRouteApi('/ladders/$id/history');

export function HistoryScreen() {
  const { id } = route.useParams();
  const said = useSaid();
  const { data: session } = useQuery(sessionQuery);
  const ladders = useQuery(laddersQuery);
  const history = useQuery(historyQuery(id));
  const publications = useQuery(publicationsQuery(id));
  const requests = useQuery(requestsQuery);
  const error = ladders.error ?? history.error ?? publications.error;
  if (error) throw error;
  const versions = (ladders.data ?? []).filter((one) => one.id === id);
  const newest = versions.toSorted((a, b) => b.version - a.version)[0];
  const acts = actsOf(history.data ?? [], versions, publications.data ?? []);
  // Either of the lists may be the one that has not heard of the last publication yet.
  const latest = acts.reduce(
    (most, { what, version }) => (what === 'version_published' ? Math.max(most, version ?? 0) : most),
    newest?.version ?? 0,
  );
  const request = requests.data?.find(({ ladder }) => ladder === id);
  const isDesigner = session?.roles.includes('designer') ?? false;
  const name = newest ? said(newest.name) : id;
  return (
    <Page title={<Trans>History of ‘{name}’</Trans>}>
      <Trail ladderId={id} />
      {request && (
        <Notice
          kind="warning"
          action={
            <Link to="/ladders/$id/publications/$publication" params={{ id, publication: request.id }}>
              <Trans>Look at it</Trans>
            </Link>
          }
        >
          <Trans>{request.asked_by} asked to publish this ladder, and it waits for approval.</Trans>
        </Notice>
      )}
      {history.data && acts.length === 0 ? (
        <p className={styles.lead}>
          <Trans>Nothing was published of this ladder yet. What is done with it from now on stands here.</Trans>
        </p>
      ) : (
        <ol className={styles.acts}>
          {acts.map((act) => (
            <Item
              key={`${act.at} ${act.what} ${act.version}`}
              act={act}
              id={id}
              latest={latest}
              mayRollBack={isDesigner}
            />
          ))}
        </ol>
      )}
    </Page>
  );
}

interface ItemProps {
  act: Act;
  id: string;
  latest: number;
  mayRollBack: boolean;
}

function Item({ act, id, latest, mayRollBack }: ItemProps) {
  const { t } = useLingui();
  const said = useSaid();
  const when = useWhen();
  const choices = useChoiceNames();
  const { at, what, by, version, edits, running, note, trial, waited, publication } = act;
  const names = {
    draft_begun: version === null ? t`Draft begun` : t`Draft begun from version ${version}`,
    draft_discarded: t`Draft discarded`,
    publication_requested: t`Asked for approval`,
    publication_refused: t`Publication refused`,
    publication_withdrawn: t`Request taken back`,
    version_published: t`Version ${version}`,
    trial_ended: t`Trial of version ${version} ended`,
    trial_pulled_back: t`What waited of version ${version} was pulled back`,
  };
  const isVersion = what === 'version_published' && version !== null;
  return (
    <li className={isVersion ? styles.version : styles.act}>
      <div className={styles.actHead}>
        {isVersion ? <h2>{names[what]}</h2> : <span>{names[what]}</span>}
        {isVersion && version === latest && (
          <Badge kind="accent">
            <Trans>published now</Trans>
          </Badge>
        )}
        {isVersion && <TrialBadge ladderId={id} version={version} />}
        <span className={styles.quiet}>
          {by}, {when.minute(at)}
        </span>
        {isVersion && (
          <span className={styles.actLinks}>
            <Link to="/ladders/$id/versions/$version" params={{ id, version: String(version) }}>
              <Trans>Open</Trans>
            </Link>
            {publication && (
              <Link to="/ladders/$id/publications/$publication" params={{ id, publication }}>
                <Trans>Publication</Trans>
              </Link>
            )}
            {mayRollBack && version !== latest && (
              <Link to="/ladders/$id/publish" params={{ id }} search={{ version }}>
                <Trans>Take back to this one …</Trans>
              </Link>
            )}
          </span>
        )}
      </div>
      {note && <p className={styles.note}>{note}</p>}
      {trial !== null && (
        <p className={styles.quiet}>
          <Plural
            value={trial}
            one="On trial first: a person releases the first mail, letter or handover."
            other="On trial first: a person releases the first # mails, letters and handovers."
          />
        </p>
      )}
      {waited !== null && (
        <p className={styles.quiet}>
          {what === 'trial_ended' ? (
            <Plural
              value={waited}
              _0="Nothing waited."
              one="# contact that waited was released."
              other="# contacts that waited were released."
            />
          ) : (
            <Plural value={waited} _0="Nothing waited." one="# invoice is held." other="# invoices are held." />
          )}
        </p>
      )}
      {running.map(({ from, choice }) => (
        <p key={from} className={styles.quiet}>
          <Trans>
            Version {from}: {choices[choice]}.
          </Trans>
        </p>
      ))}
      {edits.length > 0 &&
        (isVersion ? (
          <ul className={styles.sentences}>
            {edits.map((edit) => (
              <li key={edit.en}>{said(edit)}</li>
            ))}
          </ul>
        ) : (
          <details className={styles.details}>
            <summary>
              <Plural value={edits.length} one="# change" other="# changes" />
            </summary>
            <ul className={styles.sentences}>
              {edits.map((edit) => (
                <li key={edit.en}>{said(edit)}</li>
              ))}
            </ul>
          </details>
        ))}
    </li>
  );
}
