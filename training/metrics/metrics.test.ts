import { describe, expect, it } from 'vitest';

import { createRandom } from '@/lib/latent/random';

import {
  calibrationErrorByChance,
  expectedCalibrationError,
  fitTemperature,
  reliability,
  softmax,
} from './calibration';
import { classScores, confusionMatrix, macroMeans, restrictTo, topK } from './classification';
import { areaUnderRoc, fitLogistic, rocCurve, sigmoid } from './detection';

describe('telling classes', () => {
  const judged = {
    scores: [
      [3, 2, 1],
      [1, 3, 2],
      [2, 1, 3],
      [3, 1, 2],
    ],
    labels: [0, 2, 2, 1],
  };

  it('counts the label among the k best', () => {
    expect(topK(judged, 1)).toBe(2 / 4);
    expect(topK(judged, 2)).toBe(3 / 4);
    expect(topK(judged, 3)).toBe(1);
  });

  it('gives nothing for equal scores', () => {
    expect(topK({ scores: [[1, 1]], labels: [0] }, 1)).toBe(0);
  });

  it('is summed up by precision, recall and F1', () => {
    const matrix = confusionMatrix(judged, 3);
    expect(matrix).toEqual([
      [1, 0, 0],
      [1, 0, 0],
      [0, 1, 1],
    ]);
    const scores = classScores(matrix);
    expect(scores[0]).toEqual({ count: 1, precision: 0.5, recall: 1, f1: 2 / 3 });
    expect(scores[1]).toEqual({ count: 1, precision: 0, recall: 0, f1: 0 });
    expect(scores[2]).toEqual({ count: 2, precision: 1, recall: 0.5, f1: 2 / 3 });
    expect(macroMeans(scores)).toEqual({ precision: 0.5, recall: 0.5, f1: 4 / 9 });
  });

  it('can be asked of some classes only', () => {
    expect(restrictTo(judged, [2, 0])).toEqual({
      labels: [1, 0, 0],
      scores: [
        [1, 3],
        [2, 1],
        [3, 2],
      ],
    });
  });
});

describe('calibration', () => {
  /** Labels drawn from softmax(true logits); the scores given are `sharpness` times too sure. */
  const draw = (sharpness: number, count: number) => {
    const random = createRandom(4);
    const scores: number[][] = [];
    const labels: number[] = [];
    for (let i = 0; i < count; i++) {
      const logits = [0, 1, 2, 3].map(() => 1.5 * random.gaussian());
      let u = random.uniform();
      labels.push(
        Math.max(
          0,
          [...softmax(logits)].findIndex((p) => (u -= p) < 0),
        ),
      );
      scores.push(logits.map((x) => x * sharpness));
    }
    return { scores, labels };
  };

  it('finds the temperature that logits were sharpened by', () => {
    expect(fitTemperature(draw(3, 4000))).toBeCloseTo(3, 0);
    expect(fitTemperature(draw(0.5, 4000))).toBeCloseTo(0.5, 1);
  });

  it('is off before and good after', () => {
    const judged = draw(3, 4000);
    expect(expectedCalibrationError(reliability(judged, 1))).toBeGreaterThan(0.1);
    expect(expectedCalibrationError(reliability(judged, 3))).toBeLessThan(0.03);
  });

  it('errs by chance as much as exact probabilities do, on average', () => {
    const drawn = Array.from({ length: 20 }, () => reliability(draw(1, 500), 1));
    const mean = (values: number[]) => values.reduce((a, b) => a + b) / values.length;
    const measured = mean(drawn.map(expectedCalibrationError));
    const expected = mean(drawn.map(calibrationErrorByChance));
    expect(expected / measured).toBeGreaterThan(0.85);
    expect(expected / measured).toBeLessThan(1.15);
  });

  it('errs by the distance of confidence and accuracy, bin by bin', () => {
    // Two answers at 0.75, one of them right; two at 0.95, both right.
    const at = (p: number) => [Math.log(p), Math.log(1 - p)];
    const judged = { scores: [at(0.75), at(0.75), at(0.95), at(0.95)], labels: [0, 1, 0, 0] };
    expect(expectedCalibrationError(reliability(judged, 1))).toBeCloseTo(
      0.5 * 0.25 + 0.5 * 0.05,
      10,
    );
  });
});

describe('telling two kinds apart', () => {
  it('is the share of pairs in the right order', () => {
    const random = createRandom(6);
    const some = (shift: number) =>
      Array.from({ length: 60 }, () => Math.round(4 * (random.gaussian() + shift)) / 4);
    const [positives, negatives] = [some(0.8), some(0)];
    let pairs = 0;
    for (const p of positives) for (const n of negatives) pairs += p > n ? 1 : p === n ? 0.5 : 0;
    const area = areaUnderRoc(positives, negatives);
    expect(area).toBeCloseTo(pairs / 3600, 12);

    const curve = rocCurve(positives, negatives, 1000);
    let trapezoids = 0;
    for (let i = 1; i < curve.length; i++) {
      const [a, b] = [curve[i - 1]!, curve[i]!];
      trapezoids +=
        ((b.falsePositives - a.falsePositives) * (a.truePositives + b.truePositives)) / 2;
    }
    expect(trapezoids).toBeCloseTo(area, 2);
  });

  it('finds the weights that examples were drawn with', () => {
    const random = createRandom(7);
    const truth = [0.5, 2, -1];
    const positives: number[][] = [];
    const negatives: number[][] = [];
    for (let i = 0; i < 20_000; i++) {
      const x = [random.gaussian(), random.gaussian()];
      const p = sigmoid(truth[0]! + truth[1]! * x[0]! + truth[2]! * x[1]!);
      (random.uniform() < p ? positives : negatives).push(x);
    }
    const [, w1, w2] = fitLogistic(positives, negatives, 1e-9);
    expect(w1).toBeCloseTo(2, 0);
    expect(w2).toBeCloseTo(-1, 0);
    // The sides weigh the same, so the bias has moved by the log of their ratio.
    const [bias] = fitLogistic(positives, negatives, 1e-9);
    expect(bias).toBeCloseTo(0.5 - Math.log(positives.length / negatives.length), 0);
  });
});
