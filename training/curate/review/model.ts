/** What the review's page knows and does, without the page. Runs in the browser; imports nothing. */
export type Decision = 'keep' | 'drop';

/** What the server sends; pictures are known by their place in `pictures`. */
export interface ReviewData {
  readonly title: string;
  readonly reasons: ReadonlyArray<{
    readonly id: string;
    readonly title: string;
    readonly score: string;
  }>;
  /** Id, artist, title. */
  readonly pictures: ReadonlyArray<readonly [string, string, string]>;
  /** Picture, reason, score, decision of the measure, what else. */
  readonly findings: ReadonlyArray<readonly [number, string, number, Decision, string]>;
  readonly decided: ReadonlyArray<readonly [number, Decision]>;
}

/** A picture in a list, with the finding that put it there. */
export interface Item {
  readonly picture: number;
  readonly score: number | undefined;
  readonly about: string;
}

export type Show = 'all' | 'open' | 'dropped';
/** The list of everything, found or not. */
export const EVERYTHING = 'everything';

interface Step {
  readonly picture: number;
  readonly before: Decision | null;
  readonly after: Decision | null;
}

export interface Change {
  readonly id: string;
  readonly decision: Decision | null;
}

export interface Review {
  readonly data: ReviewData;
  /** Lists that have something in them, and how many are yet to be decided. */
  lists(): { id: string; title: string; score: string; count: number; open: number }[];
  items(list: string, show: Show): Item[];
  /** What is decided about a picture, and whether a person has. */
  stateOf(picture: number): { decision: Decision; byPerson: boolean };
  indexOf(id: string): number | undefined;
  decide(pictures: readonly number[], decision: Decision | null): Change[];
  undo(): { changes: Change[]; pictures: number[] } | undefined;
  redo(): { changes: Change[]; pictures: number[] } | undefined;
}

export function createReview(data: ReviewData): Review {
  const decided = new Map<number, Decision>(data.decided);
  const byMeasure = new Set<number>();
  const byReason = new Map<string, Item[]>();
  for (const [picture, reason, score, decision, about] of data.findings) {
    if (decision === 'drop') byMeasure.add(picture);
    const items = byReason.get(reason);
    const item = { picture, score, about };
    if (items) items.push(item);
    else byReason.set(reason, [item]);
  }
  for (const items of byReason.values()) items.sort((a, b) => (b.score ?? 0) - (a.score ?? 0));
  byReason.set(
    EVERYTHING,
    data.pictures.map((_, picture) => ({ picture, score: undefined, about: '' })),
  );
  const indices = new Map(data.pictures.map(([id], i) => [id, i]));
  const past: Step[][] = [];
  let future: Step[][] = [];

  const stateOf = (picture: number) => {
    const own = decided.get(picture);
    const decision: Decision = own ?? (byMeasure.has(picture) ? 'drop' : 'keep');
    return { decision, byPerson: own !== undefined };
  };
  const shown = (show: Show) => (item: Item) => {
    const { decision, byPerson } = stateOf(item.picture);
    return show === 'all' || (show === 'open' ? !byPerson : decision === 'drop');
  };
  const apply = (steps: readonly Step[], to: 'before' | 'after') => {
    for (const step of steps) {
      const decision = step[to];
      if (decision === null) decided.delete(step.picture);
      else decided.set(step.picture, decision);
    }
    const changes = steps.map((step) => ({
      id: data.pictures[step.picture]![0],
      decision: step[to],
    }));
    return { changes, pictures: steps.map(({ picture }) => picture) };
  };

  return {
    data,
    stateOf,
    indexOf: (id) => indices.get(id),
    lists() {
      const known = [
        ...data.reasons,
        { id: EVERYTHING, title: 'Everything', score: 'in the order of the collection' },
      ];
      return known.flatMap((reason) => {
        const items = byReason.get(reason.id) ?? [];
        if (items.length === 0) return [];
        const open = items.filter(shown('open')).length;
        return [{ ...reason, count: items.length, open }];
      });
    },
    items: (list, show) => (byReason.get(list) ?? []).filter(shown(show)),
    decide(pictures, decision) {
      const steps = pictures.map((picture) => ({
        ...{ picture, before: decided.get(picture) ?? null, after: decision },
      }));
      if (steps.every(({ before, after }) => before === after)) return [];
      past.push(steps);
      future = [];
      return apply(steps, 'after').changes;
    },
    undo() {
      const steps = past.pop();
      if (!steps) return undefined;
      future.push(steps);
      return apply(steps, 'before');
    },
    redo() {
      const steps = future.pop();
      if (!steps) return undefined;
      past.push(steps);
      return apply(steps, 'after');
    },
  };
}

/** Which rows of a grid are near what is seen, and where they lie. */
export function visibleRows(
  {
    top,
    height,
    rowHeight,
    count,
    columns,
  }: {
    top: number;
    height: number;
    rowHeight: number;
    count: number;
    columns: number;
  },
  ahead = 2,
): { first: number; last: number; total: number } {
  const rows = Math.ceil(count / columns);
  const first = Math.max(0, Math.floor(top / rowHeight) - ahead);
  const last = Math.min(rows, Math.ceil((top + height) / rowHeight) + ahead);
  return { first: first * columns, last: Math.min(count, last * columns), total: rows * rowHeight };
}
