import { CircleAlert, CircleCheck, Info, TriangleAlert } from 'lucide-react';
import type { ReactNode } from 'react';
import styles from './notice.module.css';
import tones from './tones.module.css';

const ICONS = { info: Info, warning: TriangleAlert, error: CircleAlert, good: CircleCheck };

export interface NoticeProps {
  kind: keyof typeof ICONS;
  /** What can be done about it. */
  action?: ReactNode;
  children: ReactNode;
}

/** A sentence that stands in the page: what is wrong, or good to know, and what to do. */
export function Notice({ kind, action, children }: NoticeProps) {
  const Icon = ICONS[kind];
  return (
    <div role={kind === 'error' ? 'alert' : 'status'} className={`${styles.notice} ${tones[kind]}`}>
      <Icon size={16} aria-hidden />
      <div className={styles.text}>{children}</div>
      {action}
    </div>
  );
}
