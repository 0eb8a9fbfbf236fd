import { z } from 'zod';

import { SfumatoError } from '@/lib/errors';
import { MAX_CODE_LENGTH } from '@/lib/latent/codec';

import { VISIBILITIES } from '../database/schema';
import { idSchema } from './ids';

/** In characters as people count them (code points). */
export const MAX_TITLE_LENGTH = 120;
export const MAX_NOTE_LENGTH = 2000;

/** As many as an arithmetic has tiles' places. */
export const MAX_PARENTS = 24;

/**
 * Control characters, and those that turn the direction of what follows: in a title they
 * could make one thing look like another.
 */
const UNPRINTABLE = /[\p{Cc}\p{Cs}\u2028\u2029\u202A-\u202E\u2066-\u2069\uFEFF]/u;

/** One line of text. Spaces around it and in a row do not count. */
export const titleSchema = z
  .string('The title must be text.')
  // Far more than any title: not even looked at.
  .max(10_000, `A title has up to ${MAX_TITLE_LENGTH} characters.`)
  .transform((text) => text.normalize('NFC').replace(/\s+/gu, ' ').trim())
  .refine((text) => !UNPRINTABLE.test(text), 'The title has a character that cannot be shown.')
  .refine(
    (text) => codePoints(text) <= MAX_TITLE_LENGTH,
    `A title has up to ${MAX_TITLE_LENGTH} characters.`,
  );

/** Text of several lines. */
export const noteSchema = z
  .string('The note must be text.')
  .max(20_000, `A note has up to ${MAX_NOTE_LENGTH} characters.`)
  .transform((text) => text.normalize('NFC').replace(/\r\n?/g, '\n').replaceAll('\t', ' ').trim())
  .refine(
    (text) => !UNPRINTABLE.test(text.replaceAll('\n', ' ')),
    'The note has a character that cannot be shown.',
  )
  .refine(
    (text) => codePoints(text) <= MAX_NOTE_LENGTH,
    `A note has up to ${MAX_NOTE_LENGTH} characters.`,
  );

export const visibilitySchema = z.enum(VISIBILITIES, 'Choose who may see this.');

/** Chosen by whoever saves: the work is kept once under it. */
export const saveKeySchema = z.string().regex(/^[\w-]{1,64}$/);

/** What somebody keeps. */
export const newWorkSchema = z.strictObject({
  code: z.string('A work needs its link.').min(1).max(MAX_CODE_LENGTH, 'This link is too long.'),
  title: titleSchema.default(''),
  note: noteSchema.default(''),
  visibility: visibilitySchema.default('private'),
  /** Ids of the works it grew from, in order. */
  parents: z
    .array(idSchema)
    .max(MAX_PARENTS, `A work has up to ${MAX_PARENTS} parents.`)
    .refine((ids) => new Set(ids).size === ids.length, 'A parent is named twice.')
    .default([]),
  /** Saving with the same key again keeps the work once. */
  saveKey: saveKeySchema.optional(),
});
export type NewWork = z.input<typeof newWorkSchema>;

/** What can be changed later: whatever is given. The picture itself is another work. */
export const workChangesSchema = z
  .strictObject({ title: titleSchema, note: noteSchema, visibility: visibilitySchema })
  .partial();
export type WorkChanges = z.input<typeof workChangesSchema>;

/**
 * What a schema makes of a value.
 * @throws SfumatoError `invalid-input` with the sentence of the first thing that is wrong.
 */
export function parseInput<T extends z.ZodType>(schema: T, value: unknown): z.output<T> {
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  const [issue] = result.error.issues;
  const sentence = issue?.message.endsWith('.')
    ? issue.message
    : `Something in what was sent is not as it should be (${issue?.path.join('.') || 'all of it'}): reload the page and try again.`;
  throw new SfumatoError('invalid-input', sentence, { cause: result.error });
}

function codePoints(text: string): number {
  return [...text].length;
}
