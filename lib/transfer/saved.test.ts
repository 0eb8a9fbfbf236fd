import { describe, expect, it } from 'vitest';

import { readSaved, writeSaved } from './saved';
import { mixIn, paintIn, PLAIN_SETTINGS } from './settings';

const MODEL = { id: 'painter', version: 3 };
const settings = mixIn(
  mixIn(paintIn(PLAIN_SETTINGS, { kind: 'house', id: 'monet' }), {
    kind: 'picture',
    ...{ id: 'p1', name: 'mine.jpg' },
  }),
  { kind: 'point', code: 'AbC_-' },
);

describe('settings kept on a device', () => {
  it('come back as they were', () => {
    const saved = { settings: { ...settings, strength: 0.35 }, side: 3072 };
    expect(readSaved(writeSaved(saved, MODEL), MODEL)).toEqual({ ...saved, outdated: false });
    expect(readSaved(writeSaved({ settings, side: undefined }, MODEL), MODEL)).toEqual({
      ...{ settings, outdated: false },
    });
  });

  it('leave out styles in numbers that another model would read otherwise, and say so', () => {
    const numbers = { kind: 'numbers', vector: 'AAAA' } as const;
    const text = writeSaved({ settings: mixIn(settings, numbers), side: 512 }, MODEL);
    expect(readSaved(text, MODEL)).toMatchObject({ outdated: false });
    for (const other of [
      { ...MODEL, version: 4 },
      { ...MODEL, id: 'other' },
    ]) {
      expect(readSaved(text, other)).toEqual({ settings, side: 512, outdated: true });
    }
    const before = JSON.stringify({ format: 1, settings: mixIn(settings, numbers) });
    expect(readSaved(before, MODEL)).toMatchObject({ settings, outdated: true });
    const untouched = writeSaved({ settings, side: 512 }, MODEL);
    expect(readSaved(untouched, { ...MODEL, version: 4 })).toMatchObject({ outdated: false });
  });

  it.each([
    ['nothing', ''],
    ['no JSON', '{"format":1'],
    ['another format', JSON.stringify({ format: 2, settings })],
    ['an array', '[]'],
    ['null', 'null'],
    ['no settings', '{"format":1}'],
    [
      'a strength beyond all',
      JSON.stringify({ format: 1, settings: { ...settings, strength: 9 } }),
    ],
    ['no brush of ours', JSON.stringify({ format: 1, settings: { ...settings, brush: 100 } })],
    [
      'a style of no kind',
      JSON.stringify({
        format: 1,
        settings: { ...settings, styles: [{ source: { kind: 'x' }, weight: 5 }] },
      }),
    ],
    [
      'a style twice',
      JSON.stringify({
        format: 1,
        settings: { ...settings, styles: [settings.styles[0], settings.styles[0]] },
      }),
    ],
    [
      'a weight of 0',
      JSON.stringify({
        format: 1,
        settings: { ...settings, styles: [{ source: { kind: 'house', id: 'a' }, weight: 0 }] },
      }),
    ],
  ])('are forgotten when they are %s', (_what, text) => {
    expect(readSaved(text, MODEL)).toBeUndefined();
  });
});
