import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';

import { afterEach, beforeEach, expect, it } from 'vitest';

import { curvesSchema } from '@/lib/models-view/curves';

import { Run } from '../run';
import { joinCurves, keptCurves, readCurves, writeCurves } from './curves';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'curves-'));
});
afterEach(() => rm(folder, { recursive: true }));

async function runOf(name: string, lines: readonly object[]): Promise<Run> {
  const run = await Run.create(folder, name, {});
  for (const line of lines) await run.log(line as Record<string, number | string>);
  return run;
}

it('keeps what was learned, counted from the beginning, and leaves the bookkeeping', async () => {
  const run = await runOf('a', [
    { imagesSeen: 10, loss: 1.23456, imagesPerSecond: 3, backend: 'cpu' },
    { imagesSeen: 20, top1: 0.5 },
    { imagesSeen: 20, loss: 2 },
  ]);
  await writeFile(run.file('metrics.jsonl'), '{"imagesSeen":30,"lo', { flag: 'a' });
  expect(await readCurves(run, 100)).toEqual({
    format: 1,
    runs: [{ name: '001-a', from: 100, to: 120 }],
    series: [
      { name: 'loss', at: [110, 120], values: [1.235, 2] },
      { name: 'top1', at: [120], values: [0.5] },
    ],
  });
});

it('thins long runs by means of neighbours', async () => {
  const run = await runOf('long', []);
  const lines = Array.from({ length: 400 }, (_, i) => ({ imagesSeen: i + 1, loss: i % 2 }));
  await writeFile(run.file('metrics.jsonl'), lines.map((line) => JSON.stringify(line)).join('\n'));
  const { at, values } = (await readCurves(run, 0)).series[0]!;
  expect(at.length).toBeLessThanOrEqual(160);
  expect(at.at(-1)).toBe(400);
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  expect(mean).toBeCloseTo(0.5, 1);
});

it('ends an earlier run where the later one began', async () => {
  const first = await runOf('a', [
    { imagesSeen: 10, loss: 1 },
    { imagesSeen: 30, loss: 2 },
  ]);
  const second = await runOf('b', [{ imagesSeen: 5, loss: 3, top1: 1 }]);
  const joined = joinCurves(await readCurves(first, 0), await readCurves(second, 20));
  expect(joined.runs.map(({ from, to }) => [from, to])).toEqual([
    [0, 20],
    [20, 25],
  ]);
  expect(joined.series).toEqual([
    { name: 'loss', at: [10, 25], values: [1, 3] },
    { name: 'top1', at: [25], values: [1] },
  ]);
});

it('goes on from the curves of an earlier export, and starts anew with a fresh run', async () => {
  const first = await runOf('a', [{ imagesSeen: 10, loss: 1 }]);
  const second = await runOf('b', [{ imagesSeen: 5, loss: 3 }]);
  await writeCurves(folder, first, 0);
  await writeCurves(folder, second, 10);
  expect((await keptCurves(folder))!.series[0]!.at).toEqual([10, 15]);
  await writeCurves(folder, second, 10);
  expect((await keptCurves(folder))!.series[0]!.at).toEqual([10, 15]);
  await writeCurves(folder, first, 0);
  expect(curvesSchema.parse(await keptCurves(folder)).runs).toHaveLength(1);
});
