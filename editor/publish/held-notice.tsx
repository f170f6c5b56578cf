/** A contact as it would go out if it were released now. */
import { Trans, useLingui } from '@lingui/react/macro';
import { useQuery } from '@tanstack/react-query';
import { useErrorText } from '../app/error-text.ts';
import { useSaid } from '../app/said.ts';
import { useWhen } from '../app/when.ts';
import { Notice } from '../ui/notice.tsx';
import styles from './trial.module.css';
import { heldNoticeQuery } from './trial-api.ts';

export function HeldNotice({ task }: { task: string }) {
  const { t } = useLingui();
  const told = useErrorText();
  const said = useSaid();
  const when = useWhen();
  const { data, error } = useQuery(heldNoticeQuery(task));
  if (error) return <Notice kind="error">{told(error)}</Notice>;
  if (!data) {
    return (
      <p role="status">
        <Trans>Making the preview …</Trans>
      </p>
    );
  }
  const { leaves_at, why_not, notice } = data;
  if (!notice) {
    const why = why_not ? said(why_not) : '';
    return (
      <Notice kind="info">
        <Trans>Released now, it would not go out: {why}</Trans>
      </Notice>
    );
  }
  const { to, channel, to_agency: toAgency } = notice;
  const leaves = when.minute(leaves_at!);
  const who = [to.name, to.address].filter(Boolean).join(', ');
  return (
    <div className={styles.sheet}>
      <dl className={styles.head}>
        <dt>
          {toAgency ? (
            <Trans>To the agency</Trans>
          ) : channel === 'letter' ? (
            <Trans>By letter to</Trans>
          ) : (
            <Trans>To</Trans>
          )}
        </dt>
        <dd>{who}</dd>
        {'subject' in notice && (
          <>
            <dt>
              <Trans>Subject</Trans>
            </dt>
            <dd>{notice.subject}</dd>
          </>
        )}
        <dt>
          <Trans>Leaves</Trans>
        </dt>
        <dd>
          {channel === 'letter' ? <Trans>{leaves}, to be printed; its dates are those of that day</Trans> : leaves}
        </dd>
      </dl>
      {'problem' in notice ? (
        <Notice kind="error">{notice.problem}</Notice>
      ) : notice.html ? (
        <iframe title={t`What would go out`} sandbox="" srcDoc={notice.html} className={styles.frame} />
      ) : (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keyboard
        <pre tabIndex={0} className={styles.text}>
          {notice.text}
        </pre>
      )}
    </div>
  );
}
