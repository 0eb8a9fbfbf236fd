import { z } from 'zod';

import { SfumatoError } from '@/lib/errors';

/** Where a list goes on: after the work with this key (a count or a time in milliseconds) and id. */
export interface Cursor {
  readonly order: string;
  readonly key: number;
  readonly id: string;
}

const cursorSchema = z.tuple([
  z.string(),
  // Times as well: milliseconds in the range of Date.
  z.number().min(-8.64e15).max(8.64e15),
  z.string().regex(/^[\w-]{1,64}$/),
]);

/** As text that says nothing to whoever carries it. */
export function writeCursor({ order, key, id }: Cursor): string {
  return Buffer.from(JSON.stringify([order, key, id])).toString('base64url');
}

/** @throws SfumatoError `invalid-input` for what was not written here for a list in this order. */
export function readCursor(text: string, order: string): Cursor {
  try {
    const json: unknown = JSON.parse(Buffer.from(text, 'base64url').toString());
    const [written, key, id] = cursorSchema.parse(json);
    if (written === order) return { order, key, id };
  } catch (thrown) {
    throw wrongPlace(thrown);
  }
  throw wrongPlace();
}

function wrongPlace(cause?: unknown): SfumatoError {
  return new SfumatoError('invalid-input', 'This list cannot go on from here: load it again.', {
    cause,
  });
}
