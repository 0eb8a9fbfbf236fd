import { describe, expect, it } from 'vitest';

import { readEvaluation } from './evaluation';

describe('an evaluation', () => {
  const blend = { pair: ['a', 'b'], weights: [0, 1], shares: [0, 1], rankCorrelation: 1 };

  it('is shown of the weights that were measured only', () => {
    expect(readEvaluation({ blends: [blend], weights: 'abc' }, 'abc')?.blends).toHaveLength(1);
    expect(readEvaluation({ blends: [blend], weights: 'abc' }, 'def')).toBeUndefined();
    // Early ones do not say of which.
    expect(readEvaluation({ blends: [blend] }, 'def')?.blends).toHaveLength(1);
  });
});
