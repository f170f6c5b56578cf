/** What went wrong, in a sentence of the reader's language. */
import type { MessageDescriptor } from '@lingui/core';
import { msg } from '@lingui/core/macro';
import { useLingui } from '@lingui/react';
import { ApiError, Unreachable } from './api.ts';

/** Errors of the API that people meet on these screens, by code. Others are told in the server's own words. */
const TOLD: Record<string, MessageDescriptor> = {
  sign_in_failed: msg`The e-mail address or the password is wrong, or the account is disabled.`,
  too_many_tries: msg`Too many wrong passwords. Wait a quarter of an hour and try again.`,
  sign_in_required: msg`Your session has ended. Sign in again; what you were working on is kept.`,
  role_missing: msg`Your role does not allow this.`,
  already_set_up: msg`Somebody was the first already. Reload the page and sign in.`,
  draft_changed: msg`A colleague saved this draft just now: look at what changed, then publish again.`,
  base_outdated: msg`A colleague published another version just now: look at it first.`,
  nothing_changed: msg`Nothing differs from what is published.`,
  publication_requested: msg`A publication of this ladder waits for approval already: have it decided, or take it back.`,
  publication_ended: msg`This was decided or taken back just now; nothing is asked any more.`,
  second_person_needed: msg`You asked for this yourself: a colleague who may approve decides about it.`,
  database_away: msg`The database is away for a moment. Try again shortly.`,
  internal_error: msg`Something went wrong on the server; it is in its log.`,
};
const UNREACHABLE = msg`The server does not answer. Check the connection and try again.`;

/** A function that says an error; the server's sentence, in English, where there is no better. */
export function useErrorText(): (error: Error) => string {
  const { _ } = useLingui();
  return (error) => {
    if (error instanceof Unreachable) return _(UNREACHABLE);
    const told = error instanceof ApiError ? TOLD[error.code] : undefined;
    return told ? _(told) : error.message;
  };
}
