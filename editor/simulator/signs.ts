/** The signs of what happens. */
import {
  Ban,
  Banknote,
  CircleStop,
  FileText,
  HandCoins,
  ListChecks,
  type LucideIcon,
  Mail,
  MailX,
  MessageSquareWarning,
  PackageOpen,
  PauseCircle,
  Phone,
  Reply,
  Settings2,
  TriangleAlert,
  Undo2,
} from 'lucide-react';
import type { TryEventType } from './run/event-types.ts';
import type { LineKind } from './run/log.ts';

export const LINE_SIGNS: Record<LineKind, LucideIcon> = {
  letter: FileText,
  mail: Mail,
  call: Phone,
  task: ListChecks,
  money: Banknote,
  trouble: TriangleAlert,
  pause: PauseCircle,
  end: CircleStop,
  other: Settings2,
};

const EVENT_SIGNS: Partial<Record<TryEventType, LucideIcon>> = {
  payment: Banknote,
  reversal: Undo2,
  credit_note: Banknote,
  promise: HandCoins,
  dispute: MessageSquareWarning,
  dispute_decided: ListChecks,
  reply: Reply,
  return_announced: PackageOpen,
  task_completed: Phone,
  notice_bounced: MailX,
  notice_returned: MailX,
  notice_refused: MailX,
  notice_in_doubt: MailX,
  hold: PauseCircle,
  write_off: Ban,
  arrangement_proposed: HandCoins,
  arrangement_agreed: HandCoins,
};

export const eventSign = (type: TryEventType): LucideIcon => EVENT_SIGNS[type] ?? Settings2;
