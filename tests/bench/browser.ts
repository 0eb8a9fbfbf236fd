/** Pictures in the browser: asked of the app's own engine, in its own worker, one at a time. */
import type { Page } from '@playwright/test';

import type { EngineWorker } from '@/lib/engine/protocol';
import type { LatentPoint } from '@/lib/latent/point';

import { withApp, type App } from './app';
import { openEngine, type Prepared } from './engine-page';
import type { Measurement, Part } from './part';
import { benchPoints, firstModel } from './points';
import { spreadOf } from './statistics';

const PICTURES = 300;
const WARM_UP = 50;

export const browserPart: Part = {
  name: 'browser',
  title: 'Pictures in the browser, from the question to the pixels on the page’s side',
  columns: [
    { key: 'median', title: 'ms a picture' },
    { key: 'p95', title: 'p95' },
    { key: 'pictures', title: 'measured', digits: 0 },
  ],
  ratio: { column: 'median', to: 'wasm' },
  run: ({ root }) =>
    withApp(root, async (app) => {
      const wasm = await measure(app, '/?backend=wasm');
      // With a real GPU the engine chooses that by itself.
      const chosen = await measure(app, '/');
      return chosen.name === wasm.name ? [wasm] : [chosen, wasm];
    }),
};

function measure(app: App, path: string): Promise<Measurement> {
  return app.visit(
    async (page) => {
      const report = await openEngine(page, path);
      const times = await draw(page, benchPoints(WARM_UP + PICTURES, firstModel()));
      const measured = times.slice(WARM_UP);
      return {
        name: report.backend,
        figures: { ...spreadOf(measured), pictures: measured.length },
        remark: [`Chromium ${app.browserVersion}`, report.device].filter(Boolean).join(', '),
      };
    },
    // Nothing else is to be drawn meanwhile.
    { reducedMotion: 'reduce' },
  );
}

/** Milliseconds for each point. */
function draw(page: Page, points: LatentPoint[]): Promise<number[]> {
  return page.evaluate(async (all) => {
    const { Comlink, benchWorker } = globalThis as Prepared;
    const engine = Comlink.wrap<EngineWorker>(benchWorker);
    const times: number[] = [];
    for (const point of all) {
      const start = performance.now();
      const reply = await engine.generate([point]);
      times.push(performance.now() - start);
      if (!reply.ok) throw new Error(reply.message);
    }
    return times;
  }, points);
}
