import { describe, expect, it } from 'vitest';

import type { ModelClass } from '@/models/card';

import type { ShownCard } from './card';
import { comparedMetrics, incomparable, rowsFor, sharedClasses } from './compare';
import { classifier, generator, plain } from './testing';

describe('two models', () => {
  const other: ShownCard = {
    ...generator,
    card: { ...generator.card, id: 'other', title: 'Other' },
    generator: {
      ...generator.generator!,
      id: 'other',
      latentDim: generator.generator!.latentDim + 1,
      classes: generator.generator!.classes.slice(1, 4),
    },
  };
  other.card.classes = other.generator!.classes;

  it('are asked for the same seeds and mixes, of painters that both know', () => {
    const shared = sharedClasses(generator, other);
    expect(shared.map(({ id }) => id).sort()).toEqual(
      other.generator!.classes.map(({ id }) => id).sort(),
    );
    const rows = rowsFor(generator.generator!, other.generator!, shared);
    expect(rows.length).toBeGreaterThan(shared.length);
    for (const { a, b } of rows) {
      expect(b.map(({ source, mix, psi }) => ({ source, mix, psi }))).toEqual(
        a.map(({ source, mix, psi }) => ({ source, mix, psi })),
      );
      expect(new Set(b.map(({ model }) => model))).toEqual(new Set(['other']));
    }
  });

  const knowing = (id: string, classes: ModelClass[]): ShownCard => ({
    ...generator,
    card: { ...generator.card, id, title: id, classes },
    generator: { ...generator.generator!, id, classes },
  });
  const compared = (a: ShownCard, b: ShownCard) => {
    const shared = sharedClasses(a, b);
    return {
      rows: rowsFor(a.generator!, b.generator!, shared),
      said: incomparable(a, b, shared).join(' '),
    };
  };

  it('are asked for styles and genres that both know', () => {
    const baroque = { id: 'baroque', name: 'Baroque', kind: 'style' as const, count: 9 };
    const portrait = { id: 'portrait', name: 'Portrait', kind: 'genre' as const, count: 20 };
    const { rows, said } = compared(
      knowing('one', [portrait, baroque]),
      knowing('two', [baroque, { ...portrait, count: 30 }]),
    );
    expect(rows.map(({ label }) => plain(label))).toEqual([
      'Baroque',
      'Portrait',
      '70 % Baroque, 30 % Portrait',
    ]);
    expect(rows[0]!.a[0]).toMatchObject({ model: 'one', mix: [{ classId: 'baroque', weight: 1 }] });
    expect(said).not.toContain('in common');
    // The same word for two kinds is not the same.
    const named = knowing('three', [{ ...baroque, kind: 'artist' }]);
    const apart = compared(knowing('one', [baroque]), named);
    expect(apart.rows).toEqual([]);
    expect(apart.said).toContain('no artist or style in common, so no mix');
  });

  it('are asked for no painter in particular where neither knows any', () => {
    const { rows, said } = compared(knowing('one', []), knowing('two', []));
    expect(rows).toHaveLength(1);
    expect(rows[0]!.a.map(({ mix }) => mix)).toEqual(rows[0]!.b.map(() => []));
    expect(said).not.toMatch(/common|by name/);
    const half = compared(knowing('one', []), generator);
    expect(half.rows).toEqual([]);
    expect(half.said).toContain('one knows nothing by name, so no mix can be asked of both.');
  });

  it('say what must not be compared', () => {
    const said = incomparable(generator, other, sharedClasses(generator, other)).join(' ');
    expect(said).toContain('motifs do not correspond');
    expect(said).toContain('reads');
    expect(incomparable(generator, classifier, [])[0]).toContain('different things');
    expect(comparedMetrics(generator, classifier)).toEqual([]);
    const counted = other.card.metrics.map((metric) => ({ ...metric, count: 3 }));
    const [first] = comparedMetrics(generator, {
      ...other,
      card: { ...other.card, metrics: counted },
    });
    expect(first!.caveat).toBe('Measured over another number of pictures.');
  });
});
