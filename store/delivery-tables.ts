/** The tables of held deliveries as kysely sees them, and of what the ERP is told of them. */
import type { Generated } from 'kysely';
import type { InstantColumn, Json, NullableInstant } from './tables.ts';

export interface DeliveryTables {
  delivery_holds: DeliveryHoldsTable;
  erp_notices: ErpNoticesTable;
}

export interface DeliveryHoldsTable {
  invoice_id: string;
  debtor_id: string;
  held_at: InstantColumn;
  released_at: NullableInstant;
}

export type ErpNoticeType = 'deliveries.held' | 'deliveries.resumed';

export interface ErpNoticesTable {
  id: Generated<number>;
  debtor_id: string;
  type: ErpNoticeType;
  data: Json<unknown>;
  happened_at: InstantColumn;
  attempts: Generated<number>;
  /** Null once it was given up. */
  next_try_at: NullableInstant;
  sent_at: NullableInstant;
  problem: string | null;
}
