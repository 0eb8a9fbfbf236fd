/**
 * The one family of errors: a code for programs, a sentence for the person, a
 * cause for the log.
 */
export const ERROR_CODES = [
  'invalid-code', // a link that is damaged or was never one
  'unknown-version', // a link or file of a newer format
  'unknown-model',
  'outdated-point', // the model was retrained since; the link would show another picture
  'unknown-class',
  'invalid-point',
  'download-failed',
  'weights-corrupt', // size, hash or spec of the weights do not fit the card
  'backend-unavailable',
  'context-lost',
  'cancelled',
  'invalid-input', // a file or an option that cannot be used
  'not-found',
  'not-allowed', // somebody else's
  'unavailable', // what the server keeps cannot be reached
  'busy',
  'internal',
] as const;
export type ErrorCode = (typeof ERROR_CODES)[number];

export class SfumatoError extends Error {
  override readonly name = 'SfumatoError';

  /**
   * Also true of an error that another copy of this module made: the server's bundles have
   * one each, and share what is open.
   */
  static override [Symbol.hasInstance](this: unknown, value: unknown): boolean {
    if (this !== SfumatoError) return Function.prototype[Symbol.hasInstance].call(this, value);
    return value instanceof Error && value.name === 'SfumatoError';
  }

  /** @param message one sentence for the person: what happened and what to do. */
  constructor(
    readonly code: ErrorCode,
    message: string,
    options?: ErrorOptions,
  ) {
    super(message, options);
  }
}

/** Anything thrown, as a member of the family. */
export function toSfumatoError(thrown: unknown): SfumatoError {
  if (thrown instanceof SfumatoError) return thrown;
  const message = thrown instanceof Error ? thrown.message : String(thrown);
  return new SfumatoError('internal', `Something went wrong: ${message}`, { cause: thrown });
}
