/** That a version is on trial, and how far: the way to what waits. */
import { Plural, Trans, useLingui } from '@lingui/react/macro';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Badge } from '../ui/badge.tsx';
import styles from './trial.module.css';
import { type Trial, trialsQuery } from './trial-api.ts';

/** A strip with each version of a ladder that is on trial; nothing where none is. */
export function TrialStrip({ ladderId }: { ladderId: string }) {
  const { t } = useLingui();
  const { data = [] } = useQuery(trialsQuery(ladderId));
  const running = data.filter((trial) => trial.running);
  if (running.length === 0) return null;
  return (
    <section className={styles.strip} aria-label={t`Trial run`}>
      {running.map((trial) => {
        const { version } = trial;
        return (
          <span key={version} className={styles.ofVersion}>
            {t`Version ${version}`}
            <Of id={ladderId} trial={trial} />
          </span>
        );
      })}
    </section>
  );
}

/** Of one version; nothing where it is not on trial. */
export function TrialBadge({ ladderId, version }: { ladderId: string; version: number }) {
  const { data = [] } = useQuery(trialsQuery(ladderId));
  const trial = data.find((one) => one.version === version && one.running);
  return trial ? <Of id={ladderId} trial={trial} /> : null;
}

function Of({ id, trial }: { id: string; trial: Trial }) {
  const { version, released, contacts, waiting } = trial;
  return (
    <Link to="/ladders/$id/trials/$version" params={{ id, version: String(version) }} className={styles.badge}>
      <Badge kind={waiting > 0 ? 'warning' : 'accent'}>
        <Trans>
          On trial: {released} of {contacts} released
        </Trans>
        {waiting > 0 && (
          <>
            {' · '}
            <Plural value={waiting} one="# waits" other="# wait" />
          </>
        )}
      </Badge>
    </Link>
  );
}
