/** The way back: to the ladder, and to its history for what stands in that. */
import { Trans, useLingui } from '@lingui/react/macro';
import { Link } from '@tanstack/react-router';
import { ChevronRight } from 'lucide-react';
import styles from './publish.module.css';

export function Trail({ ladderId, inHistory = false }: { ladderId: string; inHistory?: boolean }) {
  const { t } = useLingui();
  return (
    <nav aria-label={t`Where you are`} className={styles.trail}>
      <Link to="/ladders">
        <Trans>Ladders</Trans>
      </Link>
      <ChevronRight size={14} aria-hidden />
      <Link to="/ladders/$id" params={{ id: ladderId }} search={{ view: 'table' }}>
        <Trans>The ladder</Trans>
      </Link>
      {inHistory && (
        <>
          <ChevronRight size={14} aria-hidden />
          <Link to="/ladders/$id/history" params={{ id: ladderId }}>
            <Trans>History</Trans>
          </Link>
        </>
      )}
    </nav>
  );
}
