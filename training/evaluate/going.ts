import { SfumatoError } from '@/lib/errors';

/** @throws SfumatoError `cancelled` when the signal says so: for between two steps of measuring. */
export function assertGoing({ signal }: { readonly signal?: AbortSignal | undefined }): void {
  if (signal?.aborted) {
    throw new SfumatoError('cancelled', 'Stopped before the end; nothing was written.');
  }
}
