/** That a version is on trial, and how far: the way to what waits. */
import { Plural, Trans } from '@lingui/react/macro';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Badge } from '../ui/badge.tsx';
import styles from './trial.module.css';
import { type Trial, trialsQuery } from './trial-api.ts';

/** Of the versions of a ladder that are on trial. */
export function TrialBadges({ ladderId }: { ladderId: string }) {
  const { data = [] } = useQuery(trialsQuery(ladderId));
  return data.filter(({ running }) => running).map((trial) => <Of key={trial.version} id={ladderId} trial={trial} />);
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
