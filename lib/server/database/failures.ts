import { SfumatoError } from '@/lib/errors';

/** For whoever wanted to keep or find something while the database is away. */
export const UNAVAILABLE =
  'This server cannot reach what it keeps right now. Everything else works; try again in a while.';

/**
 * The five characters by which PostgreSQL names an error (its manual, appendix A), or Node's
 * name for a failed connection (`ECONNREFUSED`); undefined for other errors.
 */
export function failureCode(thrown: unknown): string | undefined {
  for (let error = thrown; error instanceof Error; error = error.cause) {
    if ('code' in error && typeof error.code === 'string') return error.code;
  }
  return undefined;
}

/** Two transactions stood in each other's way: the same once more will do. */
export function isWorthAnotherTry(thrown: unknown): boolean {
  return ['40001', '40P01'].includes(failureCode(thrown) ?? '');
}

/** A second row where there may be only one. */
export function isDuplicate(thrown: unknown): boolean {
  return failureCode(thrown) === '23505';
}

/** No connection, a lost one, a server that starts, stops or is full; a query cut off for taking too long. */
function isAway(thrown: unknown): boolean {
  const code = failureCode(thrown);
  if (code !== undefined) return /^(08|53|57|58|28|3D|E[A-Z]+$)/.test(code);
  return /timeout|terminated|closed|not queryable/i.test(rootOf(thrown));
}

/**
 * Any error of the database as one of the family. The message of the original is not
 * shown to anybody, and its query and values, which may be personal, are left out of the
 * cause as well.
 */
export function databaseError(thrown: unknown): SfumatoError {
  if (thrown instanceof SfumatoError) return thrown;
  const cause = new Error(withoutValues(thrown));
  return isAway(thrown)
    ? new SfumatoError('unavailable', UNAVAILABLE, { cause })
    : new SfumatoError('internal', 'The server made a mistake here. Try again later.', { cause });
}

function withoutValues(thrown: unknown): string {
  const code = failureCode(thrown);
  return code === undefined ? rootOf(thrown) : `${code}: ${rootOf(thrown)}`;
}

/** The driver's own sentence; Drizzle's would repeat the query with its values. */
function rootOf(thrown: unknown): string {
  let error = thrown;
  while (error instanceof Error && error.cause instanceof Error) error = error.cause;
  return error instanceof Error ? error.message : String(error);
}
