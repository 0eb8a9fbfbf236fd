import { describe, expect, it } from 'vitest';

import { SfumatoError } from '@/lib/errors';

import { newWorkSchema, noteSchema, parseInput, titleSchema, workChangesSchema } from './input';

describe('titles', () => {
  it('are one line, composed, without spaces around', () => {
    expect(titleSchema.parse('  Sea \n at\tdusk ')).toBe('Sea at dusk');
    expect(titleSchema.parse('Cafe\u0301')).toBe('Café');
    expect(titleSchema.parse('   ')).toBe('');
  });

  it('are measured in characters, not in bytes', () => {
    expect(titleSchema.parse('🎨'.repeat(120))).toHaveLength(240);
    expect(titleSchema.safeParse('🎨'.repeat(121)).success).toBe(false);
  });

  it('hold nothing that cannot be seen or that turns the text around', () => {
    for (const character of ['\0', '\u001b', '\u007f', '\u202e', '\u2066', '\ud800', '\u009f']) {
      expect(titleSchema.safeParse(`a${character}b`).success).toBe(false);
    }
    // Joined emoji and scripts that join letters need these.
    expect(titleSchema.parse('👩\u200d🎨 می\u200cخواهم')).toBe('👩\u200d🎨 می\u200cخواهم');
  });

  it('keep markup as the text that it is', () => {
    expect(titleSchema.parse('<script>alert(1)</script>')).toBe('<script>alert(1)</script>');
  });
});

describe('notes', () => {
  it('have lines', () => {
    expect(noteSchema.parse('one\r\ntwo\rthree\n\n')).toBe('one\ntwo\nthree');
    expect(noteSchema.safeParse('one\u2028two').success).toBe(false);
    expect(noteSchema.safeParse('x'.repeat(2001)).success).toBe(false);
  });
});

describe('what somebody keeps', () => {
  it('is private and without a name unless something else is said', () => {
    expect(parseInput(newWorkSchema, { code: 'x' })).toEqual({
      code: 'x',
      title: '',
      note: '',
      visibility: 'private',
      parents: [],
    });
  });

  it('is refused with a sentence that says what to do', () => {
    for (const [value, sentence] of [
      [{ code: 'x', title: 'x'.repeat(121) }, /up to 120 characters/],
      [{ code: 'x', visibility: 'everybody' }, /Choose who may see/],
      [{ code: 'x', parents: ['a', 'a'] }, /named twice/],
      [{ code: 'x', parents: ['a b'] }, /\(parents\.0\).*reload/],
      [{ code: 'x', authorId: 'somebody-else' }, /reload/],
      [null, /reload/],
    ] as const) {
      const parse = () => parseInput(newWorkSchema, value);
      expect(parse).toThrow(SfumatoError);
      expect(parse).toThrow(sentence);
    }
  });

  it('cannot be given another author, code or time afterwards', () => {
    expect(parseInput(workChangesSchema, { title: 'New' })).toEqual({ title: 'New' });
    for (const field of ['code', 'authorId', 'createdAt', 'hiddenAt', '__proto__x']) {
      expect(workChangesSchema.safeParse({ [field]: 'x' }).success).toBe(false);
    }
  });
});
