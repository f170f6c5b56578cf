/** What the log tells of a ladder: what was done to it, and what is told beside that. */
import type { Localised } from '../definition.ts';
import type { CivilDate } from '../time/civil.ts';
import type { RunningChoice } from './event.ts';

export type LadderAct =
  | 'draft_begun'
  | 'draft_discarded'
  | 'publication_requested'
  | 'publication_refused'
  | 'publication_withdrawn'
  | 'version_published'
  | 'trial_ended'
  | 'trial_pulled_back';

/** What is told beside such an act. */
export type LadderReason =
  | { code: 'done_by'; by: string }
  | { code: 'version'; version: number }
  /** Made from it, or taken up again. */
  | { code: 'from_version'; version: number }
  /** One change, in sentences. */
  | ({ code: 'edit' } & Localised)
  /** What running invoices of a version do. */
  | { code: 'running'; from: number; choice: RunningChoice }
  | { code: 'said'; note: string }
  /** Its first contacts are released by a person. */
  | { code: 'trial'; contacts: number }
  /** How many contacts waited. */
  | { code: 'waited'; count: number }
  | { code: 'held_until'; until: CivilDate };
