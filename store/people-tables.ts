/** The tables of people and programs that may call: a part of `tables.ts`. Their instants are of the real clock. */
import type { InstantColumn, Json, NullableInstant } from './tables.ts';

/** What a person may be; `server/access.ts` says what each may do. */
export const ROLES = ['collector', 'designer', 'approver', 'erp', 'operator'] as const;
export type Role = (typeof ROLES)[number];

/** What a key may be for; `server/access.ts` says which routes each opens. */
export const SCOPES = ['read', 'invoices', 'payments', 'decisions', 'tasks', 'ladders', 'creditors'] as const;
export type Scope = (typeof SCOPES)[number];

export interface PeopleTables {
  users: UsersTable;
  sessions: SessionsTable;
  api_keys: ApiKeysTable;
}

export interface UsersTable {
  id: string;
  name: string;
  /** In lower case. */
  email: string;
  roles: Json<Role[]>;
  /** With its parameters: `server/passwords.ts`. */
  password_hash: string;
  disabled: boolean;
  created_at: InstantColumn;
  signed_in_at: NullableInstant;
}

export interface SessionsTable {
  id: string;
  user_id: string;
  token_hash: string;
  /** The token before the present one. */
  previous_hash: string | null;
  /** Until when the token before still counts; null until the present one was first used. */
  previous_until: NullableInstant;
  opened_at: InstantColumn;
  rotated_at: InstantColumn;
  seen_at: InstantColumn;
}

export interface ApiKeysTable {
  id: string;
  name: string;
  scopes: Json<Scope[]>;
  secret_hash: string;
  created_at: InstantColumn;
  /** The caller's id: `server/caller.ts`. */
  created_by: string;
  expires_at: InstantColumn;
  last_used_at: NullableInstant;
  revoked_at: NullableInstant;
}
