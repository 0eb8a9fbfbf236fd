import { describe, expect, it } from 'vitest';

import { layoutLineage } from './layout';
import type { Lineage } from './lineage';
import { steppingIn, type Step } from './steps';

const family = (count: number, ...edges: [number, number][]): Lineage => ({
  count,
  edges: edges.map(([parent, child]) => ({ parent, child })),
});
const stepping = (lineage: Lineage) => steppingIn(lineage, layoutLineage(lineage));

describe('steps through a family', () => {
  it('lead to parents, children and along the row', () => {
    // 0 and 1 above 2; 2 above 3, 4, 5.
    const step = stepping(family(6, [0, 2], [1, 2], [2, 3], [2, 4], [2, 5]));
    expect([0, 1]).toContain(step(2, 'up'));
    expect(step(2, 'down')).toBe(4);
    expect(step(4, 'left')).toBe(3);
    expect(step(4, 'right')).toBe(5);
    expect(step(5, 'right')).toBeUndefined();
    expect(step(5, 'first')).toBe(3);
    expect(step(3, 'last')).toBe(5);
    expect(step(0, 'up')).toBeUndefined();
    expect(step(3, 'down')).toBeUndefined();
  });

  it('reach every work of a block, and leave it upwards', () => {
    const lineage = family(
      101,
      ...Array.from({ length: 100 }, (_, i): [number, number] => [0, i + 1]),
    );
    const step = stepping(lineage);
    const reached = new Set([0]);
    for (const from of reached) {
      for (const way of ['up', 'down', 'left', 'right'] as Step[]) {
        const to = step(from, way);
        if (to !== undefined) reached.add(to);
      }
    }
    expect(reached.size).toBe(101);
    let at = 100;
    for (let i = 0; i < 20 && at !== 0; i++) at = step(at, 'up')!;
    expect(at).toBe(0);
  });
});
