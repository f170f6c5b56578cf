/** Notices to the ERP, where one is set up. */
import { ErpNotices } from '../activities/erp/notices.ts';
import { type Config, isLoopback } from '../server/config.ts';
import type { Db } from '../store/database.ts';
import { StartError } from './start-error.ts';

/** Starts telling the ERP. In a rehearsal only this machine is told. */
export function erpPart(
  { erp }: Pick<Config, 'erp'>,
  rehearsal: boolean,
  db: Db,
  onProblem: (problem: string) => void,
): ErpNotices | null {
  if (!erp) return null;
  const { url, secret, insideHosts } = erp;
  if (rehearsal && !isLoopback(new URL(url).hostname)) {
    throw new StartError('In a rehearsal no ERP is told: unset ERP_WEBHOOK_URL, or let it name this machine.');
  }
  const notices = new ErpNotices({ db, url, secret, options: { insideHosts }, onProblem });
  notices.start();
  return notices;
}
