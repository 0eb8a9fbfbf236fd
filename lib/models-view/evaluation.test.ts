import { describe, expect, it } from 'vitest';

import { paintedClasses, readEvaluation } from './evaluation';

describe('an evaluation', () => {
  const blend = { pair: ['a', 'b'], weights: [0, 1], shares: [0, 1], rankCorrelation: 1 };

  it('is shown of the weights that were measured only', () => {
    expect(readEvaluation({ blends: [blend], weights: 'abc' }, 'abc')?.blends).toHaveLength(1);
    expect(readEvaluation({ blends: [blend], weights: 'abc' }, 'def')).toBeUndefined();
    // Early ones do not say of which.
    expect(readEvaluation({ blends: [blend] }, 'def')?.blends).toHaveLength(1);
  });

  it('says of no painter that no classifier knows them where none was asked', () => {
    const row = { id: 'a', pictures: 100, accuracy: 0.5 };
    expect(paintedClasses(readEvaluation({ artists: [row] }, 'abc'))).toEqual([row]);
    const style = { ...row, id: 's' };
    expect(paintedClasses(readEvaluation({ artists: [row], styles: [style] }, 'abc'))).toEqual([
      row,
      style,
    ]);
    expect(paintedClasses(readEvaluation({ blends: [blend] }, 'abc'))).toBeUndefined();
    expect(paintedClasses(undefined)).toBeUndefined();
  });
});
