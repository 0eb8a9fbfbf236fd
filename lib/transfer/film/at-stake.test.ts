import { describe, expect, it } from 'vitest';

import { atStake } from './at-stake';

const result = { blob: new Blob(), name: 'discs-painted.webm', saved: false, downloaded: false };

describe('what is at stake in a film', () => {
  it('is what is being painted, and a result that lies nowhere else', () => {
    expect(atStake({ phase: 'painting' })).toBe('painting');
    expect(atStake({ phase: 'done', result })).toBe('result');
  });

  it('is nothing where all can be had again, or has been saved', () => {
    for (const phase of ['empty', 'opening', 'open'] as const) {
      expect(atStake({ phase })).toBeUndefined();
    }
    expect(atStake({ phase: 'done', result: { ...result, saved: true } })).toBeUndefined();
    expect(atStake({ phase: 'done', result: { ...result, downloaded: true } })).toBeUndefined();
  });
});
