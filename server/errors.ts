/** The one shape of an error that the API gives: `{type, code, message, param}`, for a document with every `problems` of it. */
export type ErrorType =
  | 'invalid_request'
  | 'unauthorized'
  | 'forbidden'
  | 'not_found'
  | 'conflict'
  | 'too_large'
  | 'rate_limited'
  | 'unavailable'
  | 'internal';

const STATUS_OF: Record<ErrorType, number> = {
  invalid_request: 422,
  unauthorized: 401,
  forbidden: 403,
  not_found: 404,
  conflict: 409,
  too_large: 413,
  rate_limited: 429,
  unavailable: 503,
  internal: 500,
};

/** A refusal with a sentence for a person: what, where, and how to mend it. Thrown by routes and services. */
export class ApiError extends Error {
  override readonly name = 'ApiError';
  readonly type: ErrorType;
  readonly code: string;
  /** The field that is meant, as a path such as `debtor.kind`. */
  readonly param: string | null;
  /** For a document with places of its own: all that is wrong with it. */
  readonly problems: readonly object[] | null;

  constructor(
    type: ErrorType,
    code: string,
    message: string,
    param: string | null = null,
    problems: readonly object[] | null = null,
  ) {
    super(message);
    this.type = type;
    this.code = code;
    this.param = param;
    this.problems = problems;
  }

  get status(): number {
    return STATUS_OF[this.type];
  }

  toJSON() {
    const { type, code, message, param, problems } = this;
    return { type, code, message, param, ...(problems && { problems }) };
  }
}

export const notFound = (what: string, id: string) =>
  new ApiError('not_found', `${what.replaceAll(' ', '_')}_not_found`, `There is no ${what} "${id}".`);
