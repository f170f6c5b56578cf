/** Notices to the ERP, where one is set up. */
import { ErpNotices } from '../activities/erp/notices.ts';
import { type Clock, isRealTime } from '../ladder/time/clock.ts';
import { type Config, isLoopback } from '../server/config.ts';
import type { Db } from '../store/database.ts';
import { StartError } from './start-error.ts';

/** Starts telling the ERP. On a clock that is not the real one only this machine is told. */
export function erpPart(
  { erp }: Pick<Config, 'erp'>,
  clock: Clock,
  db: Db,
  onProblem: (problem: string) => void,
): ErpNotices | null {
  if (!erp) return null;
  const { url, secret, insideHosts } = erp;
  if (!isRealTime(clock) && !isLoopback(new URL(url).hostname)) {
    throw new StartError(
      'On a clock that is not the real one no ERP is told: unset ERP_WEBHOOK_URL, or let it name this machine.',
    );
  }
  const notices = new ErpNotices({ db, url, secret, options: { insideHosts }, onProblem });
  notices.start();
  return notices;
}
