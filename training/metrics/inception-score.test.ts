import { describe, expect, it } from 'vitest';

import { softmax } from './calibration';
import { inceptionScore, modeScore } from './inception-score';
import { waves } from './testing';
import { rowOf, vectorsOf, type Vectors } from './vectors';

const probabilities = (logits: Vectors) =>
  vectorsOf(Array.from({ length: logits.count }, (_, i) => softmax(rowOf(logits, i))));
const generated = probabilities(waves(5, 4, 0, 2));
const real = probabilities(waves(7, 4, 1, 2));

describe('the inception score', () => {
  it('is what scipy’s entropies give', () => {
    // scipy 1.17: exp(mean(scipy.stats.entropy(p_i, mean(p)))) of softmaxed waves().
    expect(inceptionScore(generated)).toBeCloseTo(1.2798085206938918, 6);
    expect(inceptionScore(real)).toBeCloseTo(1.3101452803636908, 6);
  });

  it('counts the classes that are told for sure, and is 1 where all say the same', () => {
    const sure = vectorsOf([0, 1, 2].map((c) => [0, 1, 2, 3].map((k) => (k === c ? 1 : 0))));
    expect(inceptionScore(sure)).toBeCloseTo(3, 12);
    expect(
      inceptionScore(
        vectorsOf([
          [0.2, 0.8],
          [0.2, 0.8],
        ]),
      ),
    ).toBeCloseTo(1, 12);
  });
});

describe('the mode score', () => {
  it('is the inception score less the divergence from the real classes', () => {
    // scipy 1.17: exp(log(IS) − scipy.stats.entropy(mean(p), mean(q))).
    expect(modeScore(generated, real)).toBeCloseTo(1.034146616469255, 6);
    expect(modeScore(generated, generated)).toBeCloseTo(inceptionScore(generated), 12);
  });
});
