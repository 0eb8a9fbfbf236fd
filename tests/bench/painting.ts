/** Style transfer in the browser on wasm: what a preview, a frame and a style cost. */
import type { Page } from '@playwright/test';

import type { EngineWorker } from '@/lib/engine/protocol';

import { withApp } from './app';
import { openEngine, type Prepared } from './engine-page';
import type { Measurement, Part } from './part';
import { modelOfKind } from './points';
import { spreadOf } from './statistics';

const ROUNDS = 40;
const WARM_UP = 10;
const SIDES = [128, 256, 512];

export const paintingPart: Part = {
  name: 'painting',
  title: 'Style transfer in the browser on wasm, from the question to the pixels',
  columns: [
    { key: 'median', title: 'ms' },
    { key: 'p95', title: 'p95' },
  ],
  ratio: { column: 'median', to: 'a picture of 256 × 256' },
  run: ({ root }) =>
    withApp(root, (app) =>
      app.visit(
        async (page) => {
          await openEngine(page, '/?backend=wasm');
          const measured: Measurement[] = [];
          for (const side of SIDES) {
            for (const [what, times] of Object.entries(await paint(page, side))) {
              const name = `${what} of ${side} × ${side}`;
              measured.push({ name, figures: { ...spreadOf(times.slice(WARM_UP)) } });
            }
          }
          return measured;
        },
        { reducedMotion: 'reduce' },
      ),
    ),
};

/** Milliseconds by what was asked for, in turns, so that a busy moment meets all of it. */
function paint(page: Page, side: number): Promise<Record<string, number[]>> {
  return page.evaluate(
    async ({ model, side: size, rounds }) => {
      const { Comlink, benchWorker } = globalThis as Prepared;
      const engine = Comlink.wrap<EngineWorker>(benchWorker);
      const noise = () => {
        const data = new Uint8ClampedArray(size * size * 4).map(() => Math.random() * 256);
        return { width: size, height: size, data };
      };
      const ask = async <T>(question: Promise<{ ok: true; value: T } | { ok: false }>) => {
        const reply = await question;
        if (!reply.ok) throw new Error('The engine refused.');
        return reply.value;
      };
      const style = await ask(engine.encodeStyle(model, noise()));
      const statistics = await ask(engine.measureStyle(model, [noise()], style));
      const questions = {
        'a picture': () => ask(engine.paint(model, noise(), style)),
        'a frame of a film': () => ask(engine.paint(model, noise(), style, statistics)),
        'the style': () => ask(engine.encodeStyle(model, noise(), size)),
      };
      const times: Record<string, number[]> = {};
      for (let round = 0; round < rounds; round++) {
        for (const [what, question] of Object.entries(questions)) {
          const start = performance.now();
          await question();
          (times[what] ??= []).push(performance.now() - start);
        }
      }
      return times;
    },
    { model: modelOfKind('stylizer').id, side, rounds: ROUNDS + WARM_UP },
  );
}
