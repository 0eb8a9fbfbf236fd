import { createHash } from 'node:crypto';

import { expect, it } from 'vitest';

import { saveKeyOf } from './save-key';

it('follows from the code and can be a key', () => {
  for (const code of ['AQqr-bAwVQEAAAAAAmyM', 'x'.repeat(16_000), '']) {
    const digest = createHash('sha256').update(code).digest('hex');
    expect(saveKeyOf(code)).toBe(`c-${digest.slice(0, 40)}`);
    expect(saveKeyOf(code)).toMatch(/^[\w-]{1,64}$/);
  }
});
