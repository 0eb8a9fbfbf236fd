import { describe, expect, it } from 'vitest';

import { directionViews } from './directions';
import { ids, shownOf } from './testing';

describe('directions', () => {
  const effect = (attribute: string, correlation: number) => ({ attribute, correlation, slope: 1 });
  const sky = {
    ...{ id: 'sky-06c0', name: 'Sky', less: 'less sky', more: 'more sky' },
    ...{ kind: 'attribute' as const, vector: [1] },
    effects: [
      effect('sky', 0.769),
      effect('light', -0.204),
      effect('colour', -0.537),
      effect('contrast', -0.879),
      effect('detail', -0.843),
      effect('horizon', -0.359),
    ],
  };

  it('say how surely they do what they are named after, and what they do besides', () => {
    const [view] = directionViews([sky]);
    expect(view).toMatchObject({
      ends: 'less sky to more sky',
      own: { words: 'more sky', surely: 'mostly', text: '0.769' },
    });
    expect(view!.also).toEqual([
      { words: 'softer', surely: 'nearly always', text: '0.879' },
      { words: 'broader', surely: 'nearly always', text: '0.843' },
      { words: 'greyer', surely: 'mostly', text: '0.537' },
    ]);
  });

  it('are named after nothing where they were found without an attribute', () => {
    const component = { ...sky, kind: 'component' as const, effects: [effect('new', 0.4)] };
    const [view] = directionViews([component]);
    expect(view).toMatchObject({ ends: undefined, own: undefined });
    expect(view!.also).toEqual([{ words: 'more new', surely: 'often', text: '0.4' }]);
  });

  it('of shipped models have words for every attribute', () => {
    for (const { generator: card } of ids.map(shownOf)) {
      const views = directionViews(card?.directions ?? []);
      expect(
        views
          .flatMap(({ also }) => also)
          .filter(({ words }) => /^(more|less) (?!sky|detailed|colourful)/.test(words)),
      ).toEqual([]);
    }
  });
});
