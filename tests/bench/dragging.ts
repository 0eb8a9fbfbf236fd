/** The main thread while somebody drags: frames on the canvas, and tasks that hold up the page. */
import type { Locator, Page } from '@playwright/test';

import { encodePoint } from '@/lib/latent/codec';

import { whenStill, withApp, type App } from './app';
import type { Measurement, Part } from './part';
import { firstModel } from './points';
import { quantile } from './statistics';

const SECONDS = 8;

interface Noted {
  readonly frames: number[];
  readonly longTasks: { readonly start: number; readonly ms: number }[];
}
type Prepared = typeof globalThis & { benchNoted: Noted };

export const draggingPart: Part = {
  name: 'dragging',
  title: `Dragging for ${SECONDS} s: the main thread`,
  columns: [
    { key: 'framesPerSecond', title: 'frames/s' },
    { key: 'longestGap', title: 'p99 between frames, ms', digits: 0 },
    { key: 'longTasks', title: 'tasks > 50 ms', digits: 0 },
    { key: 'longestTask', title: 'longest, ms', digits: 0 },
    { key: 'moves', title: 'moves', digits: 0 },
  ],
  run: ({ root }) =>
    withApp(root, async (app) => {
      const measurements: Measurement[] = [];
      for (const name of ['Between A and B', 'Mix pad'])
        measurements.push(await measure(app, name));
      return measurements;
    }),
};

function measure(app: App, name: string): Promise<Measurement> {
  const facts = firstModel();
  const [one, other] = facts.classIds;
  const mix = [one, other].map((classId) => ({ classId: classId!, weight: 0.5 }));
  const code = encodePoint({ model: facts.id, source: { kind: 'seed', seed: 7 }, mix, psi: 0.9 }, [
    facts,
  ]);
  return app.visit(async (page) => {
    await note(page);
    await page.goto(`/p/${code}`);
    await whenStill(page);
    const since = await page.evaluate(() => performance.now());
    const moves = await drag(page, page.getByRole('slider', { name }));
    const until = await page.evaluate(() => performance.now());
    const noted = await page.evaluate(() => (globalThis as Prepared).benchNoted);

    const frames = noted.frames.filter((time) => time >= since && time <= until);
    const gaps = frames.slice(1).map((time, i) => time - frames[i]!);
    const tasks = noted.longTasks.filter(({ start }) => start >= since && start <= until);
    return {
      name,
      figures: {
        framesPerSecond: (frames.length * 1000) / (until - since),
        ...(gaps.length > 0 ? { longestGap: quantile(gaps, 0.99) } : {}),
        longTasks: tasks.length,
        longestTask: Math.max(0, ...tasks.map(({ ms }) => ms)),
        moves,
      },
    };
  });
}

/** Notes the time of every frame on the large canvas, and every long task. */
async function note(page: Page): Promise<void> {
  await page.addInitScript(() => {
    const noted: Noted = ((globalThis as Prepared).benchNoted = { frames: [], longTasks: [] });
    const { putImageData } = CanvasRenderingContext2D.prototype;
    CanvasRenderingContext2D.prototype.putImageData = function (
      this: CanvasRenderingContext2D,
      ...given: unknown[]
    ) {
      if (this.canvas.closest('figure')) noted.frames.push(performance.now());
      Reflect.apply(putImageData, this, given);
    };
    new PerformanceObserver((list) => {
      for (const { startTime, duration } of list.getEntries()) {
        noted.longTasks.push({ start: startTime, ms: duration });
      }
    }).observe({ type: 'longtask', buffered: true });
  });
}

/** To and fro, sixty times a second or as often as the page takes it. @returns the moves made. */
async function drag(page: Page, handle: Locator): Promise<number> {
  const box = (await handle.boundingBox())!;
  const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
  await page.mouse.move(x, y);
  await page.mouse.down();
  const start = performance.now();
  let moves = 0;
  for (let now = start; now < start + SECONDS * 1000; now = performance.now()) {
    const swing = Math.sin(((now - start) / 1000) * Math.PI);
    await page.mouse.move(x + 90 * swing, y);
    moves++;
    const next = start + moves * (1000 / 60);
    await new Promise((resolve) => setTimeout(resolve, Math.max(0, next - performance.now())));
  }
  await page.mouse.up();
  return moves;
}
