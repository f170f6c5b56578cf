/**
 * Who may do what, in one table: for every route the roles of a person, and the scopes of a key, of which one is needed.
 * A route without a row is closed to all but the holder of API_KEY; a test finds it.
 */
import { ROLES, type Role, SCOPES, type Scope } from '../store/people-tables.ts';
import type { Caller } from './caller.ts';
import { ApiError } from './errors.ts';

export interface Access {
  roles: readonly Role[];
  /** Empty where no key comes, whatever its scopes: who manages people could make itself anything. */
  scopes: readonly Scope[];
  /** A password or a key goes over it: no reply is kept. */
  secret?: true;
}

const everyone = (...scopes: Scope[]): Access => ({ roles: ROLES, scopes });
const only = (roles: Role[], ...scopes: Scope[]): Access => ({ roles, scopes });
const secret = (access: Access): Access => ({ ...access, secret: true });

const CASE_WORKERS: Role[] = ['collector', 'approver'];

export const ACCESS: Record<string, Access | 'everybody'> = {
  'GET /healthz': 'everybody',
  'GET /api/openapi.json': everyone(...SCOPES),
  'GET /api/schemas/ladder.json': everyone(...SCOPES),
  'GET /api/live': everyone('read'),

  // Invoices and what happens to them
  'GET /api/invoices': everyone('read'),
  'GET /api/invoices/:id': everyone('read'),
  'GET /api/invoices/:id/timeline': everyone('read'),
  'GET /api/invoices/:id/plan': everyone('read'),
  'GET /api/invoices/:id/dispatches': everyone('read'),
  'POST /api/invoices': only(['erp'], 'invoices'),
  'POST /api/invoices/ubl': only(['erp'], 'invoices'),
  'PUT /api/invoices/:id/pdf': only(['erp'], 'invoices'),
  'POST /api/debtors/:id/contacts': only(['collector', 'erp'], 'invoices'),
  'POST /api/invoices/:id/payments': only(['erp'], 'payments'),
  'POST /api/invoices/:id/credit-notes': only(['erp'], 'payments'),
  'POST /api/invoices/:id/reversals': only(['erp'], 'payments'),
  'POST /api/invoices/:id/holds': only(['collector', 'approver', 'erp'], 'decisions'),
  'POST /api/invoices/:id/holds/:hold/release': only(['collector', 'approver', 'erp'], 'decisions'),
  'POST /api/invoices/:id/promises': only(CASE_WORKERS, 'tasks'),
  'POST /api/invoices/:id/disputes': only([...CASE_WORKERS, 'erp'], 'tasks'),
  'POST /api/invoices/:id/dispute-decisions': only([...CASE_WORKERS, 'erp'], 'decisions'),
  'POST /api/invoices/:id/returns': only([...CASE_WORKERS, 'erp'], 'tasks'),
  'POST /api/invoices/:id/replies': only([...CASE_WORKERS, 'erp'], 'tasks'),
  'POST /api/invoices/:id/arrangements/proposed': only(CASE_WORKERS, 'decisions'),
  'POST /api/invoices/:id/arrangements/agreed': only(CASE_WORKERS, 'decisions'),
  'POST /api/invoices/:id/arrangements/declined': only(CASE_WORKERS, 'decisions'),
  'POST /api/invoices/:id/arrangements/kept': only(CASE_WORKERS, 'decisions'),
  'POST /api/invoices/:id/arrangements/broken': only(CASE_WORKERS, 'decisions'),
  'POST /api/invoices/:id/arrangements/replaced': only(CASE_WORKERS, 'decisions'),
  'POST /api/invoices/:id/corrections': only(['erp'], 'invoices'),
  'POST /api/invoices/:id/sent-again': only([...CASE_WORKERS, 'erp'], 'invoices'),
  'POST /api/invoices/:id/escalations': only(CASE_WORKERS, 'decisions'),
  'POST /api/invoices/:id/left-out': only(CASE_WORKERS, 'decisions'),
  'POST /api/debtors/:id/holds': only([...CASE_WORKERS, 'erp'], 'decisions'),
  'POST /api/debtors/:id/holds/:hold/release': only([...CASE_WORKERS, 'erp'], 'decisions'),
  'POST /api/debtors/:id/status': only([...CASE_WORKERS, 'erp'], 'decisions'),
  'POST /api/invoices/:id/write-off': only(['approver', 'erp'], 'decisions'),

  // Payment arrangements
  'GET /api/arrangements/:id': everyone('read'),
  'GET /api/arrangements/:id/timeline': everyone('read'),
  'GET /api/arrangements/:id/plan': everyone('read'),
  'GET /api/arrangements/:id/dispatches': everyone('read'),
  'GET /api/arrangements/:id/agreement': everyone('read'),
  'GET /api/arrangements/:id/agreement/pdf': everyone('read'),
  'GET /api/debtors/:id/arrangements': everyone('read'),
  'POST /api/arrangements': only(CASE_WORKERS, 'decisions'),
  'POST /api/arrangements/preview': only(CASE_WORKERS, 'decisions'),
  'POST /api/arrangements/:id/signed': only(CASE_WORKERS, 'decisions'),
  'POST /api/arrangements/:id/refused': only(CASE_WORKERS, 'decisions'),
  'POST /api/arrangements/:id/renewals': only(CASE_WORKERS, 'decisions'),

  // What persons are asked
  'GET /api/tasks': only([...CASE_WORKERS, 'operator'], 'read'),
  'GET /api/tasks/:id': only([...CASE_WORKERS, 'operator'], 'read'),
  'GET /api/tasks/:id/notice': only([...CASE_WORKERS, 'operator'], 'read'),
  'POST /api/tasks/:id/complete': only(CASE_WORKERS, 'tasks'),
  'POST /api/tasks/:id/approval': only(['approver'], 'decisions'),
  'POST /api/dispatches/:id/resolve': only(CASE_WORKERS, 'tasks'),
  'POST /api/dispatches/:id/bounced': only([...CASE_WORKERS, 'erp'], 'tasks'),
  'POST /api/dispatches/:id/returned': only(CASE_WORKERS, 'tasks'),

  // Letters
  'GET /api/letters': only([...CASE_WORKERS, 'operator'], 'read'),
  'POST /api/letters/batches': only(CASE_WORKERS, 'tasks'),
  'GET /api/letters/batches': only([...CASE_WORKERS, 'operator'], 'read'),
  'GET /api/letters/batches/:id': only([...CASE_WORKERS, 'operator'], 'read'),
  'GET /api/letters/batches/:id/pdf': only([...CASE_WORKERS, 'operator'], 'read'),
  'POST /api/letters/batches/:id/posted': only(CASE_WORKERS, 'tasks'),
  'POST /api/letters/batches/:id/void': only(CASE_WORKERS, 'tasks'),

  // How it is set up
  'GET /api/ladders': everyone('read'),
  'GET /api/ladders/:id': everyone('read'),
  'GET /api/ladders/:id/:version': everyone('read'),
  'GET /api/ladders/:id/:version/checks': everyone('read'),
  'POST /api/ladders': only(['designer'], 'ladders'),
  'GET /api/ladders/:id/changes': everyone('read'),
  'GET /api/ladders/:id/changes/:change': everyone('read'),
  'POST /api/ladders/:id/changes/preview': only(['designer', 'approver'], 'ladders'),
  // Where the version has legal or agency steps, it takes an approver besides.
  'POST /api/ladders/:id/changes': only(['designer', 'approver'], 'ladders'),
  'POST /api/ladders/:id/changes/:change/retry': only(['designer', 'approver'], 'ladders'),
  'POST /api/ladders/:id/book': only(['designer', 'approver'], 'ladders'),
  'GET /api/book': only(['designer', 'approver'], 'ladders'),
  'GET /api/ladder-templates': everyone('read'),
  'GET /api/drafts': everyone('read'),
  'GET /api/ladders/:id/draft': everyone('read'),
  'POST /api/ladders/:id/draft': only(['designer'], 'ladders'),
  'PUT /api/ladders/:id/draft': only(['designer'], 'ladders'),
  'DELETE /api/ladders/:id/draft': only(['designer'], 'ladders'),
  'POST /api/ladders/:id/draft/preview': only(['designer', 'approver'], 'ladders'),
  // A ladder with legal or agency steps is published by the approval of a second person.
  'POST /api/ladders/:id/draft/publish': only(['designer'], 'ladders'),
  'POST /api/ladders/:id/rollback': only(['designer'], 'ladders'),
  'POST /api/ladders/:id/rollback/preview': only(['designer', 'approver'], 'ladders'),
  'GET /api/publications': everyone('read'),
  'GET /api/ladders/:id/publications': everyone('read'),
  'GET /api/ladders/:id/publications/:publication': everyone('read'),
  'POST /api/ladders/:id/publications/:publication/preview': only(['designer', 'approver'], 'ladders'),
  'POST /api/ladders/:id/publications/:publication/approve': only(['approver'], 'decisions'),
  'POST /api/ladders/:id/publications/:publication/refuse': only(['approver'], 'decisions'),
  'POST /api/ladders/:id/publications/:publication/withdraw': only(['designer'], 'ladders'),
  'GET /api/ladders/:id/history': everyone('read'),
  'GET /api/ladders/:id/trials': everyone('read'),
  'POST /api/ladders/:id/trials/:version/end': only(['designer', 'approver'], 'ladders'),
  'POST /api/ladders/:id/trials/:version/pull-back': only([...CASE_WORKERS, 'designer'], 'decisions'),
  'GET /api/ladders/:id/waiting': everyone('read'),
  'POST /api/conditions/matches': only(['designer', 'approver'], 'ladders'),
  'POST /api/notice-previews/mail': only(['designer', 'approver'], 'ladders'),
  'POST /api/notice-previews/letter': only(['designer', 'approver'], 'ladders'),
  'GET /api/ladder-choice': everyone('read'),
  'GET /api/ladder-choice/versions': everyone('read'),
  'GET /api/ladder-choice/try': everyone('read'),
  'PUT /api/ladder-choice': only(['designer'], 'ladders'),
  'GET /api/creditors': everyone('read'),
  'PUT /api/creditors/:id': only(['operator'], 'creditors'),
  'POST /api/bank-data/coverage': only(['erp'], 'payments'),

  // People and keys
  'POST /api/setup': 'everybody',
  'POST /api/session': 'everybody',
  'GET /api/session': everyone(...SCOPES),
  'DELETE /api/session': everyone(),
  'DELETE /api/sessions': everyone(),
  'PUT /api/session/password': secret(everyone()),
  'GET /api/users': only(['operator']),
  'POST /api/users': secret(only(['operator'])),
  'GET /api/users/:id': only(['operator']),
  'PATCH /api/users/:id': only(['operator']),
  'DELETE /api/users/:id': only(['operator']),
  'PUT /api/users/:id/password': secret(only(['operator'])),
  'GET /api/keys': only(['operator']),
  'POST /api/keys': secret(only(['operator'])),
  'DELETE /api/keys/:id': only(['operator']),
};

/** The row of a route, by its pattern; null where there is none. */
export function accessOf(method: string, pattern: string): Access | 'everybody' | null {
  const route = `${method === 'HEAD' ? 'GET' : method} ${pattern}`;
  return Object.hasOwn(ACCESS, route) ? ACCESS[route]! : null;
}

/** Throws unless the caller may use a route with this row. */
export function refuseWithout(access: Access | null, caller: Caller): void {
  if (caller.kind === 'root') return;
  const either = (words: readonly string[]) => words.join(' or ');
  if (caller.kind === 'program') {
    if (access?.scopes.some((scope) => caller.key.scopes.includes(scope))) return;
    const needed = access?.scopes.length ? `the scope ${either(access.scopes)}` : 'a person, or API_KEY';
    throw new ApiError(
      'forbidden',
      'scope_missing',
      `This takes ${needed}; this key has ${caller.key.scopes.join(', ')}.`,
    );
  }
  if (access?.roles.some((role) => caller.user.roles.includes(role))) return;
  const needed = access?.roles.length ? `the role ${either(access.roles)}` : 'API_KEY';
  throw new ApiError('forbidden', 'role_missing', `This takes ${needed}; you have ${caller.user.roles.join(', ')}.`);
}
