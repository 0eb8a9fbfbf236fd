import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { cellsOf } from './cells';
import { layoutLineage, type LineageLayout } from './layout';
import { generationsOf, neighboursOf, type Lineage } from './lineage';
import { crossingsOf, orderCells } from './order';

/** Every work grew from earlier ones, so there is no circle. */
const families = fc
  .array(fc.array(fc.nat(1000), { maxLength: 3 }), { maxLength: 60 })
  .map((parents): Lineage => ({
    count: parents.length,
    edges: parents.flatMap((numbers, child) =>
      child === 0
        ? []
        : [...new Set(numbers.map((n) => n % child))].map((parent) => ({ parent, child })),
    ),
  }));

const tree = (count: number, parentOf: (i: number) => number): Lineage => ({
  count,
  edges: Array.from({ length: count - 1 }, (_, i) => ({ parent: parentOf(i + 1), child: i + 1 })),
});

/** The number of pairs of pictures that cover each other, compared one by one. */
function overlaps({ x, y }: LineageLayout): number {
  let found = 0;
  for (let i = 0; i < x.length; i++) {
    for (let k = 0; k < i; k++) {
      if (Math.abs(x[i]! - x[k]!) < 0.999 && Math.abs(y[i]! - y[k]!) < 0.999) found++;
    }
  }
  return found;
}

describe('the layout of a family', () => {
  it('puts every child below its parents, no picture over another, and all inside', () => {
    fc.assert(
      fc.property(families, (family) => {
        const layout = layoutLineage(family);
        const { x, y, generation, width, height } = layout;
        for (const { parent, child } of family.edges) {
          expect(y[child]! - y[parent]!).toBeGreaterThan(1);
          expect(generation[child]!).toBeGreaterThan(generation[parent]!);
        }
        expect(overlaps(layout)).toBe(0);
        for (let i = 0; i < family.count; i++) {
          expect(x[i]!).toBeGreaterThan(0.499);
          expect(x[i]!).toBeLessThan(width - 0.499);
          expect(y[i]!).toBeGreaterThan(0.499);
          expect(y[i]!).toBeLessThan(height - 0.499);
        }
      }),
      { numRuns: 60 },
    );
  });

  it('draws every descent, from the parent down to the child', () => {
    fc.assert(
      fc.property(families, (family) => {
        const { lines, x, y } = layoutLineage(family);
        const drawn = lines.flatMap(({ parent, children }) =>
          children.map((c) => `${parent} ${c}`),
        );
        expect(drawn.sort()).toEqual(family.edges.map((e) => `${e.parent} ${e.child}`).sort());
        for (const { parent, points } of lines) {
          expect(points[0]).toEqual({ x: x[parent]!, y: y[parent]! + 0.5 });
          for (const [i, { y: at }] of points.entries()) {
            if (i > 0) expect(at).toBeGreaterThan(points[i - 1]!.y);
          }
        }
      }),
      { numRuns: 40 },
    );
  });

  it('centres a parent over its children and a child under its parents', () => {
    const { x } = layoutLineage(tree(4, () => 0));
    expect(x[0]).toBeCloseTo(x[2]!, 3);
    const blend = layoutLineage({
      count: 3,
      edges: [0, 1].map((parent) => ({ parent, child: 2 })),
    });
    expect(blend.x[2]).toBeCloseTo((blend.x[0]! + blend.x[1]!) / 2, 3);
  });

  it('keeps a late parent beside the others instead of at the top', () => {
    // 0 → 1 → 2 → 4, and 3 → 4.
    const edges = [
      [0, 1],
      [1, 2],
      [2, 4],
      [3, 4],
    ].map(([parent, child]) => ({ parent: parent!, child: child! }));
    expect([...generationsOf(neighboursOf({ count: 5, edges }))]).toEqual([0, 1, 2, 2, 3]);
  });

  it('packs the many children of one work into a block, and leaves few in a row', () => {
    const many = layoutLineage(tree(401, () => 0));
    expect(many.blocks).toHaveLength(1);
    expect(many.width).toBeLessThan(30);
    expect(many.lines).toHaveLength(1);
    const few = layoutLineage(tree(9, () => 0));
    expect(few.blocks).toHaveLength(0);
    expect(new Set(few.y)).toHaveLength(2);
  });

  it('moves generations apart where lines would lead far to the side, but not out of sight', () => {
    const slopeOf = ({ lines }: LineageLayout) => {
      const flat = lines.map(({ points }) => {
        const [from, to] = [points[0]!, points.at(-1)!];
        return Math.abs(to.x - from.x) / (to.y - from.y);
      });
      return flat.reduce((sum, slope) => sum + slope, 0) / flat.length;
    };
    // A work with a hundred children that each go on: no block can be made of them.
    const wide = layoutLineage(tree(201, (i) => (i <= 100 ? 0 : i - 100)));
    expect(slopeOf(wide)).toBeLessThan(6);
    const [root, child] = [wide.y[0]!, wide.y[1]!];
    expect(child - root).toBeGreaterThan(3);
    expect(child - root).toBeLessThan(5);
    const small = layoutLineage(tree(4, () => 0));
    expect(small.y[1]! - small.y[0]!).toBeCloseTo(1.9, 5);
  });

  it('has no crossings in a tree, and counts them as they are', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(1000), { minLength: 1, maxLength: 40 }), (numbers) => {
        const family = tree(numbers.length + 1, (i) => numbers[i - 1]! % i);
        const neighbours = neighboursOf(family);
        const graph = cellsOf(neighbours, generationsOf(neighbours));
        expect(crossingsOf(graph, orderCells(graph))).toBe(0);
      }),
      { numRuns: 40 },
    );
    fc.assert(
      fc.property(families, (family) => {
        const neighbours = neighboursOf(family);
        const graph = cellsOf(neighbours, generationsOf(neighbours));
        const order = orderCells(graph);
        // Pair by pair: two edges cross when their ends stand in another order than their beginnings.
        let expected = 0;
        for (const [level, row] of order.entries()) {
          const next = order[level + 1] ?? [];
          const edges = row.flatMap((cell, from) =>
            graph.below[cell]!.map((to) => [from, next.indexOf(to)] as const),
          );
          for (const [a, b] of edges) for (const [c, d] of edges) if (a < c && b > d) expected++;
        }
        expect(crossingsOf(graph, order)).toBe(expected);
      }),
      { numRuns: 40 },
    );
  });

  it('is at home with nothing, one work, strangers and even a circle', () => {
    expect(layoutLineage({ count: 0, edges: [] })).toMatchObject({ width: 0, height: 0 });
    expect(layoutLineage({ count: 1, edges: [] })).toMatchObject({ width: 1, height: 1 });
    expect(overlaps(layoutLineage({ count: 30, edges: [] }))).toBe(0);
    const circle = [0, 1, 2].map((i) => ({ parent: i, child: (i + 1) % 3 }));
    expect(overlaps(layoutLineage({ count: 3, edges: circle }))).toBe(0);
  });

  it('takes thousands of works, wide, deep or tangled', () => {
    const n = 5000;
    const tangled = tree(n, (i) => i >> 1);
    const second = Array.from({ length: n / 5 }, (_, i) => ({ parent: i, child: i * 5 + 4 }));
    const families = [
      tree(n, (i) => i - 1),
      tree(n, () => 0),
      { count: n, edges: [...tangled.edges, ...second.filter((e) => e.parent < e.child)] },
      // A long descent whose every tenth work has the first for a parent as well.
      {
        count: n,
        edges: [
          ...tree(n, (i) => i - 1).edges,
          ...Array.from({ length: 400 }, (_, i) => ({ parent: 0, child: (i + 1) * 12 })),
        ],
      },
    ];
    for (const family of families) {
      const started = performance.now();
      const { x } = layoutLineage(family);
      expect(x.every(Number.isFinite)).toBe(true);
      // A hundred times what it takes: this notices a square where a line should be.
      expect(performance.now() - started).toBeLessThan(20_000);
    }
  });
});
