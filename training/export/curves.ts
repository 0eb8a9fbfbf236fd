/** The metrics of runs, short enough to be served beside a card. */
import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';

import { CURVES_FILE, curvesSchema, type Curves, type Series } from '@/lib/models-view/curves';

import type { Run } from '../run';

/** More points of one series a run can not be told apart on a page. */
const MOST_POINTS = 160;

/** Where the run stands, what it wants and how fast the machine is: no curves. */
const BOOKKEEPING = new Set([
  'imagesSeen',
  'imagesTotal',
  'imagesWanted',
  'epoch',
  'seconds',
  'imagesPerSecond',
]);

/**
 * The curves of a run.
 * @param imagesBefore pictures seen by the runs that it was started from
 */
export async function readCurves(run: Run, imagesBefore: number): Promise<Curves> {
  const text = await readFile(run.file('metrics.jsonl'), 'utf8').catch(() => '');
  const found = new Map<string, { at: number; value: number }[]>();
  let last = imagesBefore;
  for (const line of text.split('\n')) {
    // A kill may have cut the last line short.
    if (!line.endsWith('}')) continue;
    const metrics = JSON.parse(line) as Record<string, unknown>;
    const at = imagesBefore + Number(metrics['imagesSeen']);
    if (!Number.isSafeInteger(at)) continue;
    last = Math.max(last, at);
    for (const [name, value] of Object.entries(metrics)) {
      if (BOOKKEEPING.has(name) || typeof value !== 'number' || !Number.isFinite(value)) continue;
      const points = found.get(name) ?? [];
      points.push({ at, value });
      found.set(name, points);
    }
  }
  return {
    format: 1,
    runs: [{ name: runName(run), from: imagesBefore, to: last }],
    series: [...found].map(([name, points]) => ({ name, ...thinned(points) })),
  };
}

/** The curves of a run after those of the runs before it, which end where it began. */
export function joinCurves(earlier: Curves, later: Curves): Curves {
  const start = later.runs[0]!.from;
  const before = earlier.runs.filter(({ from }) => from < start);
  const cut = earlier.series.map(({ name, at, values }) => {
    const count = at.filter((place) => place <= start).length;
    return { name, at: at.slice(0, count), values: values.slice(0, count) };
  });
  const names = [...new Set([...cut, ...later.series].map(({ name }) => name))];
  return {
    format: 1,
    runs: [...before.map((run) => ({ ...run, to: Math.min(run.to, start) })), ...later.runs],
    series: names
      .map((name) => {
        const parts = [...cut, ...later.series].filter((one) => one.name === name);
        return {
          name,
          at: parts.flatMap(({ at }) => at),
          values: parts.flatMap(({ values }) => values),
        };
      })
      .filter(({ at }) => at.length > 0),
  };
}

/** The curves that an earlier export left beside the card, if any. */
export async function keptCurves(folder: string): Promise<Curves | undefined> {
  const text = await readFile(path.join(folder, CURVES_FILE), 'utf8').catch(() => undefined);
  return text === undefined ? undefined : curvesSchema.safeParse(JSON.parse(text)).data;
}

/** Writes the curves of a run, after those of an earlier export that it was started from. */
export async function writeCurves(folder: string, run: Run, imagesBefore: number): Promise<void> {
  const own = await readCurves(run, imagesBefore);
  const kept = imagesBefore > 0 ? await keptCurves(folder) : undefined;
  await writeCurvesFile(folder, kept ? joinCurves(kept, own) : own);
}

export async function writeCurvesFile(folder: string, curves: Curves): Promise<void> {
  const checked = curvesSchema.parse(curves);
  await writeFile(path.join(folder, CURVES_FILE), `${JSON.stringify(checked)}\n`);
}

const runName = (run: Run) => path.basename(path.resolve(run.folder));

/** Means of as many neighbours as bring it down to `MOST_POINTS`, in four digits. */
function thinned(points: readonly { at: number; value: number }[]): Omit<Series, 'name'> {
  const size = Math.ceil(points.length / MOST_POINTS);
  const groups = Array.from({ length: Math.ceil(points.length / size) }, (_, i) =>
    points.slice(i * size, (i + 1) * size),
  );
  return {
    at: groups.map((group) => group.at(-1)!.at),
    values: groups.map((group) =>
      Number((group.reduce((sum, { value }) => sum + value, 0) / group.length).toPrecision(4)),
    ),
  };
}
