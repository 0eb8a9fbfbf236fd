import { expect, it, vi } from 'vitest';

import { SfumatoError, toSfumatoError } from './errors';

it('are of the family whichever copy of the module made them', async () => {
  vi.resetModules();
  const other = await import('./errors');
  expect(other.SfumatoError).not.toBe(SfumatoError);
  const error = new other.SfumatoError('busy', 'Later.');
  expect(error).toBeInstanceOf(SfumatoError);
  expect(toSfumatoError(error)).toBe(error);
});

it('are told from other errors, and kinds of them from each other', () => {
  class Special extends SfumatoError {}
  expect(new Special('busy', 'Later.')).toBeInstanceOf(SfumatoError);
  expect(new Special('busy', 'Later.')).toBeInstanceOf(Special);
  expect(new SfumatoError('busy', 'Later.')).not.toBeInstanceOf(Special);
  for (const other of [new Error('SfumatoError'), { name: 'SfumatoError' }, undefined, null, 'x']) {
    expect(other).not.toBeInstanceOf(SfumatoError);
  }
});
