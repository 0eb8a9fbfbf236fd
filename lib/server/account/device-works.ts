import { z } from 'zod';

import { SfumatoError } from '@/lib/errors';
import { MAX_CODE_LENGTH } from '@/lib/latent/codec';
import { saveKeyOf } from '@/lib/studio/save-key';
import type { GeneratorEntry } from '@/models/card';
import { generators } from '@/models/registry';

import type { Database } from '../database/database';
import { parseInput, saveKeySchema } from '../works/input';
import { createWork, type Author } from '../works/save';

/** Works in one request. */
export const MAX_AT_ONCE = 50;

const codesSchema = z.strictObject({
  codes: z
    .array(z.string().min(1).max(MAX_CODE_LENGTH))
    .min(1)
    .max(MAX_AT_ONCE, `Up to ${MAX_AT_ONCE} works at once.`),
});

export const keysSchema = z.strictObject({
  keys: z.array(saveKeySchema).max(5000),
});

/** Which works are kept now, and why the others are not. */
export interface KeptOnline {
  readonly kept: number;
  readonly problems: readonly { readonly index: number; readonly sentence: string }[];
}

/**
 * Keeps works that somebody kept on a device: privately, each once, however often it is asked.
 * One that cannot be read (its model is not here any more) stays on the device and keeps
 * nobody else's out.
 * @throws SfumatoError `invalid-input`, `unavailable`
 */
export async function keepDeviceWorks(
  db: Database,
  author: Author,
  input: unknown,
  models: readonly GeneratorEntry[] = generators,
): Promise<KeptOnline> {
  const { codes } = parseInput(codesSchema, input);
  const problems: { index: number; sentence: string }[] = [];
  for (const [index, code] of codes.entries()) {
    try {
      await createWork(db, author, { code, saveKey: saveKeyOf(code) }, models);
    } catch (thrown) {
      if (!(thrown instanceof SfumatoError) || !OF_THE_CODE.has(thrown.code)) throw thrown;
      problems.push({ index, sentence: thrown.message });
    }
  }
  return { kept: codes.length - problems.length, problems };
}

/** What can be wrong with a code. */
const OF_THE_CODE: ReadonlySet<string> = new Set([
  'invalid-code',
  'invalid-point',
  'unknown-version',
  'unknown-model',
  'unknown-class',
  'outdated-point',
]);
