import { describe, expect, it } from 'vitest';

import {
  calmed,
  chartsOf,
  curvesSchema,
  gapsOf,
  smoothed,
  stretchesOf,
  valueAt,
  wordsOf,
} from './curves';
import { generator } from './testing';
import { trainingInWords } from './training';

describe('curves', () => {
  const curves = curvesSchema.parse({
    format: 1,
    runs: [{ name: 'one', from: 0, to: 30 }],
    series: [
      { name: 'someNewLoss', at: [10, 30], values: [1, 3] },
      { name: 'discriminatorLoss', at: [10], values: [1] },
      { name: 'generatorLoss', at: [10], values: [0] },
    ],
  });

  it('puts what belongs together into one chart and keeps what it does not know', () => {
    expect(chartsOf(curves).map((chart) => chart.map(({ name }) => name))).toEqual([
      ['generatorLoss', 'discriminatorLoss'],
      ['someNewLoss'],
    ]);
    expect(wordsOf('someNewLoss')).toEqual({ label: 'Some new loss', sentence: '' });
  });

  it('reads values between points, and none outside', () => {
    const stretches = stretchesOf(curves.series[0]!, gapsOf(curves));
    expect([5, 10, 20, 30, 31].map((at) => valueAt(stretches, at))).toEqual([
      undefined,
      1,
      2,
      3,
      undefined,
    ]);
  });

  describe('of runs that do not join', () => {
    const apart = curvesSchema.parse({
      format: 1,
      runs: [
        { name: 'one', from: 100, to: 200 },
        { name: 'two', from: 200, to: 300 },
        { name: 'three', from: 600, to: 900 },
        { name: 'four', from: 902, to: 1000 },
      ],
      series: [
        { name: 'loss', at: [150, 250, 300, 650, 850, 950], values: [1, 2, 2.5, 8, 4, 5] },
        { name: 'late', at: [650], values: [3] },
      ],
    });
    const gaps = gapsOf(apart);
    const [loss, late] = apart.series.map((series) => stretchesOf(series, gaps));

    it('are recorded in stretches', () => {
      expect(gaps).toEqual([
        { from: 0, to: 100 },
        { from: 300, to: 600 },
        { from: 900, to: 902 },
      ]);
      expect(loss!.map(({ at }) => at)).toEqual([[150, 250, 300], [650, 850], [950]]);
      expect(loss!.map(({ values }) => values)).toEqual([[1, 2, 2.5], [8, 4], [5]]);
      expect(late).toEqual([apart.series[1]]);
    });

    it('have no value where nothing was recorded', () => {
      const values = [200, 300, 301, 450, 649, 650, 750, 901, 950].map((at) => valueAt(loss!, at));
      const none = undefined;
      expect(values).toEqual([1.5, 2.5, none, none, none, 8, 6, none, 5]);
      expect(valueAt(late!, 650)).toBe(3);
    });

    it('are calmed without looking over a gap', () => {
      const at = Array.from({ length: 60 }, (_, i) => 10 * i);
      const steps = { name: 'loss', at, values: at.map((place) => (place < 300 ? 1 : 5)) };
      const [before, after] = calmed(stretchesOf(steps, [{ from: 290, to: 300 }]));
      expect(new Set(before!.values)).toEqual(new Set([1]));
      expect(new Set(after!.values)).toEqual(new Set([5]));
    });

    it('say what is missing, but for what is too short to be seen', () => {
      const sheets = [150, 700].map((imagesSeen) => ({ file: 'sheet.webp', imagesSeen }));
      const card = { ...generator.card, sheets };
      const spans = 'from 0 to 100 and from 300 to 600 pictures.';
      expect(trainingInWords(card, apart)).toContain(
        `on the sheet or on the curves. There are neither curves nor sheets ${spans}`,
      );
      const among = { ...card, sheets: [...sheets, { file: 'sheet.webp', imagesSeen: 400 }] };
      expect(trainingInWords(among, apart)).toContain(`There are no curves ${spans}`);
      expect(trainingInWords(card, curves)).not.toContain('There are');
    });
  });

  it('smooths without moving a straight line', () => {
    const line = Array.from({ length: 60 }, (_, i) => 2 * i);
    expect(smoothed(line).slice(3, 57)).toEqual(line.slice(3, 57));
    expect(smoothed([4])).toEqual([4]);
  });
});
