/** Who grew from whom, by numbers: works are 0 to `count` − 1. Plain data. */
export interface Lineage {
  readonly count: number;
  readonly edges: readonly LineageEdge[];
}

export interface LineageEdge {
  readonly parent: number;
  readonly child: number;
}

/** For every number those that come before and after it, in the order of the edges. */
export interface Neighbours {
  readonly parents: readonly (readonly number[])[];
  readonly children: readonly (readonly number[])[];
}

/** The edges sorted by their ends. Edges that lead out of the lineage or from a work to itself are left out. */
export function neighboursOf({ count, edges }: Lineage): Neighbours {
  const parents: number[][] = Array.from({ length: count }, () => []);
  const children: number[][] = Array.from({ length: count }, () => []);
  for (const { parent, child } of edges) {
    if (parent === child) continue;
    const [above, below] = [parents[child], children[parent]];
    if (!above || !below) continue;
    above.push(parent);
    below.push(child);
  }
  return { parents, children };
}

/**
 * The generation of each work: 0 for the oldest, and one more than that of the latest parent.
 * A work without parents stands just above its first child, not at the top of all. Edges of a
 * circle, which no true lineage has, do not count.
 */
export function generationsOf({ parents, children }: Neighbours): Int32Array {
  const count = parents.length;
  const generation = new Int32Array(count);
  const waiting = Int32Array.from(parents, (above) => above.length);
  const ready: number[] = [];
  for (let i = 0; i < count; i++) if (waiting[i] === 0) ready.push(i);

  const done = new Uint8Array(count);
  let unlooked = 0;
  for (let head = 0; head < count; head++) {
    if (head === ready.length) {
      // A circle: it is opened at its first work.
      while (done[unlooked] || waiting[unlooked]! <= 0) unlooked++;
      waiting[unlooked] = 0;
      ready.push(unlooked);
    }
    const i = ready[head]!;
    done[i] = 1;
    for (const child of children[i]!) {
      if (done[child]) continue;
      generation[child] = Math.max(generation[child]!, generation[i]! + 1);
      if (--waiting[child]! === 0) ready.push(child);
    }
  }
  for (let i = 0; i < count; i++) {
    if (parents[i]!.length > 0 || children[i]!.length === 0) continue;
    generation[i] = Math.max(0, Math.min(...children[i]!.map((child) => generation[child]!)) - 1);
  }
  return generation;
}
