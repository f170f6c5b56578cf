/** What waits for approval, above the ladders. */
import { Trans } from '@lingui/react/macro';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { Localised } from '../../ladder/definition.ts';
import { useSaid } from '../app/said.ts';
import { sessionQuery } from '../app/session.ts';
import { useWhen } from '../app/when.ts';
import { Notice } from '../ui/notice.tsx';
import styles from './publish.module.css';
import { isOwn, requestsQuery } from './publish-api.ts';

export function Requests({ nameOf }: { nameOf: (ladderId: string) => Localised | null }) {
  const said = useSaid();
  const when = useWhen();
  const { data: session } = useQuery(sessionQuery);
  const { data = [] } = useQuery(requestsQuery);
  if (data.length === 0) return null;
  const isApprover = session?.roles.includes('approver');
  return (
    <div className={styles.stack}>
      {data.map((request) => {
        const { id, ladder, asked_by, asked_at } = request;
        const called = nameOf(ladder);
        const name = called ? said(called) : ladder;
        const asked = when.minute(asked_at);
        return (
          <Notice
            key={id}
            kind="warning"
            action={
              <Link to="/ladders/$id/publications/$publication" params={{ id: ladder, publication: id }}>
                {isApprover && !isOwn(request, session) ? <Trans>Look and decide</Trans> : <Trans>Look at it</Trans>}
              </Link>
            }
          >
            <Trans>
              ‘{name}’ waits for approval: {asked_by} asked to publish it on {asked}.
            </Trans>
          </Notice>
        );
      })}
    </div>
  );
}
