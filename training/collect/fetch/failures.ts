/** How a request can fail, and whether asking again can help. */
import { SfumatoError, type ErrorCode } from '@/lib/errors';

/** A request that may go better the next time. */
export class Passing extends SfumatoError {
  /** @param wait milliseconds that the server asked to wait. */
  constructor(
    message: string,
    readonly wait?: number,
    options?: ErrorOptions,
  ) {
    super('download-failed', message, options);
  }
}

/** `instanceof SfumatoError` also holds for copies of the class; this is about our own. */
export const isPassing = (error: unknown): error is Passing =>
  error instanceof Error && Object.getPrototypeOf(error) === Passing.prototype;

export const failed = (message: string, code: ErrorCode = 'download-failed', cause?: unknown) =>
  new SfumatoError(code, message, { cause });

export const cancelled = (cause?: unknown) => failed('Stopped before the end.', 'cancelled', cause);
