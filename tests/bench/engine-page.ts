/** The app's own engine, in its own worker, ready to be asked from within a page. */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';

import type { Page } from '@playwright/test';
import type * as ComlinkModule from 'comlink';

import type { BackendReport } from '@/lib/engine/engine';
import type { EngineWorker } from '@/lib/engine/protocol';

import { whenStill } from './app';

/** What is put into the page. */
export type Prepared = typeof globalThis & { Comlink: typeof ComlinkModule; benchWorker: Worker };

/** Opens the Studio at a path, waits until it stands still, and says what it runs on. */
export async function openEngine(page: Page, path: string): Promise<BackendReport> {
  await page.addInitScript(() => {
    const Original = Worker;
    globalThis.Worker = class extends Original {
      constructor(...given: ConstructorParameters<typeof Worker>) {
        super(...given);
        (globalThis as Prepared).benchWorker = this;
      }
    };
  });
  await page.goto(path);
  await whenStill(page);
  await page.evaluate(
    readFileSync(createRequire(import.meta.url).resolve('comlink/dist/umd/comlink.js'), 'utf8'),
  );
  return page.evaluate(async () => {
    const { Comlink, benchWorker } = globalThis as Prepared;
    const reply = await Comlink.wrap<EngineWorker>(benchWorker).start();
    if (!reply.ok) throw new Error(reply.message);
    return reply.value;
  });
}
