/** How many invoices run on a ladder, and on which versions where they are not all on the latest. */
import { Trans } from '@lingui/react/macro';
import { useQuery } from '@tanstack/react-query';
import { waitingQuery } from '../publish/publish-api.ts';
import styles from './ladders-screen.module.css';

export function Running({ ladderId, latest }: { ladderId: string; latest: number }) {
  const { data } = useQuery(waitingQuery(ladderId));
  if (!data) return null;
  const counts = new Map<number, number>();
  for (const { version, count } of data) counts.set(version, (counts.get(version) ?? 0) + count);
  const total = [...counts.values()].reduce((sum, count) => sum + count, 0);
  if (total === 0) {
    return (
      <span className={styles.detail}>
        <Trans>none</Trans>
      </span>
    );
  }
  const isOld = [...counts.keys()].some((version) => version !== latest);
  return (
    <>
      <span>{total}</span>
      {isOld &&
        [...counts]
          .toSorted(([a], [b]) => b - a)
          .map(([version, count]) => (
            <span key={version} className={styles.detail}>
              <Trans>
                version {version}: {count}
              </Trans>
            </span>
          ))}
    </>
  );
}
