import { describe, expect, it } from 'vitest';

import { assertFits } from '@/lib/latent/canonical';
import { catalogue } from '@/models/registry';

import { classGroups, openingPoint, readCard } from './card';
import { drawingOf } from './drawing';
import { learnedFrom } from './learned';
import { countOf, headlineOf, metricGroups } from './metrics';
import { bytes, duration, list, percent, short, value } from './numbers';
import { recipeFor } from './recipe';
import { structureSchema, totalsOf } from './structure';
import { classifier, file, generator, ids, plain, shownOf, stylizer } from './testing';

describe('cards', () => {
  it('reads every model that is served', () => {
    for (const id of ids) expect(shownOf(id).card.id).toBe(id);
  });

  it('shows what it can of a kind that it does not know', () => {
    const shown = readCard({
      id: 'new-thing',
      kind: 'sculptor',
      title: 'A new thing',
      version: 1,
      parameters: 12,
      weights: { bytes: 48 },
      clay: true,
    })!;
    expect(shown.generator ?? shown.classifier).toBeUndefined();
    expect([metricGroups(shown), classGroups(shown), recipeFor(shown.card)]).toEqual([[], [], []]);
    expect(learnedFrom(shown)).toEqual({ saw: [], leftOut: [] });
    expect(readCard({ id: '../secret' })).toBeUndefined();
  });

  it('opens every generator at a point that a link can lead to', () => {
    for (const facts of catalogue) {
      const { generator: card } = shownOf(facts.id);
      const point = openingPoint(card!);
      expect(() => assertFits(point, facts)).not.toThrow();
      expect(point).toMatchObject({ source: { seed: card!.opening.seed }, mix: card!.opening.mix });
    }
  });

  it('lists every class once, the most pictures first', () => {
    const [painters] = classGroups(classifier);
    expect(painters!.classes).toHaveLength(classifier.classifier!.artists.length);
    const counts = painters!.classes.map(({ count }) => count);
    expect(counts).toEqual([...counts].sort((a, b) => b - a));
  });
});

describe('metrics', () => {
  it('shows every value of every card once, with a sentence', () => {
    for (const shown of ids.map(shownOf)) {
      const views = metricGroups(shown).flatMap(({ metrics }) => metrics);
      expect(new Set(views.map(({ metric }) => metric))).toEqual(new Set(shown.card.metrics));
      expect(views.filter(({ plain }) => plain === '')).toEqual([]);
    }
  });

  it('does not take the distance from a style for how often a style is named', () => {
    const views = metricGroups(stylizer).flatMap(({ metrics }) => metrics);
    const loss = views.find(({ metric }) => metric.name === 'style loss')!;
    expect(loss).toMatchObject({ text: value(loss.metric.value), better: 'lower' });
    expect(headlineOf(stylizer)).toContainEqual(loss);
  });

  it('has words for how a source does as it is, and in small copies', () => {
    const named = (name: string) => ({ name, value: 0.5, definition: 'Over its 20 pictures.' });
    const metrics = ['top-1, source x', 'top-1 degraded, source x'].map(named);
    const [group, ...more] = metricGroups({
      ...classifier,
      card: { ...classifier.card, metrics },
    });
    expect(more).toEqual([]);
    const [whole, small] = group!.metrics;
    expect(whole!.plain).toMatch(/one source/);
    expect(small!.plain).toMatch(/compressed copies/);
    expect(small!.reference).toEqual(whole!.reference);
  });

  it('keeps values that it has no words for', () => {
    const shown = {
      card: { ...generator.card, metrics: [{ name: 'new', value: 2, definition: 'x' }] },
    };
    expect(metricGroups(shown)).toEqual([
      {
        title: 'More',
        metrics: [{ metric: shown.card.metrics[0], label: 'New', text: '2', plain: '' }],
      },
    ]);
  });

  it('holds a classifier against guessing', () => {
    const definition = 'Of 12 artists with at least 300 pictures, over 1,800 pictures.';
    const metric = { name: 'top-3, 12 artists', value: 0.5, definition };
    const [group] = metricGroups({
      ...classifier,
      card: { ...classifier.card, metrics: [metric] },
    });
    const { reference } = group!.metrics[0]!;
    expect(reference).toMatchObject({ value: 0.25, of: 'guessing' });
    expect(plain(reference!.text)).toBe('25 %');
    expect(countOf(metric)).toBe(1800);
  });
});

describe('drawings', () => {
  it('have the parameters that the card names', () => {
    for (const id of ids) {
      const structure = structureSchema.safeParse(fileIfAny(`${id}/structure.json`)).data;
      if (structure) expect(totalsOf(structure).parameters, id).toBe(shownOf(id).card.parameters);
    }
  });

  it('link blocks with what they read: the next, past others, or by a rail', () => {
    const block = (name: string, output: number[], from: string[]) => ({
      ...{ name, output, from },
      ...{ parameters: 1, multiplyAdds: 1, steps: [] },
    });
    const drawing = drawingOf(
      {
        format: 1,
        inputs: [{ name: 'z', shape: [8] }],
        blocks: [
          block('a', [4, 4, 16], ['z']),
          block('b', [8, 8, 8], ['a', 'z']),
          block('c', [16, 16, 4], ['b', 'a']),
        ],
      },
      50,
    );
    expect(drawing.rails).toEqual([{ name: 'z', from: 0, to: [1, 2] }]);
    expect(drawing.steps).toEqual([
      { from: 1, to: 2 },
      { from: 2, to: 3 },
    ]);
    expect(drawing.skips).toEqual([{ from: 1, to: 3 }]);
    const widths = drawing.rows.slice(1).map(({ width }) => width);
    expect(widths).toEqual([...widths].sort((a, b) => a - b));
    expect(drawing.rows.map(({ plates }) => plates)).toEqual([0, 4, 3, 2]);
  });
});

it('tells what was left out', () => {
  const { saw, leftOut } = learnedFrom(generator);
  expect(saw.length).toBeGreaterThan(0);
  expect(leftOut.join(' ')).toContain('square');
  expect(learnedFrom(classifier).leftOut.join(' ')).toContain('kept back for measuring');
  const ofStylizer = learnedFrom(stylizer);
  expect(ofStylizer.saw[0]).toMatch(/^[\d,]+ paintings, .* and [\d,]+ photographs/);
  expect(ofStylizer.leftOut[0]).toMatch(/^[\d,]+ paintings and [\d,]+ photographs, kept back/);
  expect(ofStylizer.leftOut.at(-1)).toMatch(/detail below \d+ × \d+ pixels/);
});

it('writes numbers as people read them', () => {
  expect([short(1_148_019), short(912), short(999_999), short(407e6)].map(plain)).toEqual([
    '1.15 M',
    '912',
    '1 M',
    '407 M',
  ]);
  expect([bytes(2_296_038), bytes(4_198)].map(plain)).toEqual(['2.3 MB', '4 kB']);
  expect([duration(10_099), duration(20)].map(plain)).toEqual(['2 h 48 min', 'under a minute']);
  expect([percent(0.3775), percent(0.0065), percent(0)].map(plain)).toEqual([
    '37.8 %',
    '0.65 %',
    '0 %',
  ]);
  expect([value(181.74), value(-7e-5), value(-0.25), value(3918.2)].map(plain)).toEqual([
    '182',
    'about 0',
    '−0.25',
    '3,918',
  ]);
  expect([list(['a']), list(['a', 'b']), list(['a', 'b', 'c'])]).toEqual([
    'a',
    'a and b',
    'a, b and c',
  ]);
});

function fileIfAny(name: string): unknown {
  try {
    return file(name);
  } catch {
    return undefined;
  }
}
