/** Everything that a test of collecting needs: time that does not pass, and a question. */
import { setImmediate as soon } from 'node:timers/promises';

import { collect, type CollectOptions } from '../collect';
import type { Clock } from '../fetch/clock';
import { createFetcher, type FetcherOptions } from '../fetch/fetcher';
import { parseLicences } from '../licence';
import { allowedOf, basesOf } from '../reach';
import type { OpenPage, Question } from '../source';
import { sourceOf } from '../sources';
import type { Museum } from './museum';

/** Pauses end at once, and are written down. */
export function fakeClock(): Clock & { readonly pauses: number[] } {
  let now = Date.parse('2026-01-01T00:00:00Z');
  const pauses: number[] = [];
  return {
    pauses,
    now: () => now,
    async pause(milliseconds, signal) {
      pauses.push(milliseconds);
      now += milliseconds;
      await soon();
      signal.throwIfAborted();
    },
  };
}

export interface Setting {
  readonly museum: Museum;
  readonly folder: string;
  readonly source?: string;
  readonly question?: Question;
  readonly licences?: readonly string[];
  readonly max?: number;
  readonly dryRun?: boolean;
  readonly controller?: AbortController;
  readonly fetching?: Partial<FetcherOptions>;
  readonly apiKey?: string;
  readonly openPage?: OpenPage;
  readonly watch?: Pick<CollectOptions, 'onPicture' | 'onFailure' | 'onProgress'>;
}

/** A fetcher that may reach the museum and nothing else. */
export function fetcherFor(
  museum: Museum,
  { signal = new AbortController().signal, ...options }: Partial<FetcherOptions> = {},
) {
  return createFetcher({
    allowed: { hosts: new Set(), trusted: new URL(museum.origin).host },
    ...{ userAgent: 'test', clock: fakeClock(), random: () => 0.5, signal },
    ...{ concurrency: 4, interval: () => 0, pictureBytes: 1e6, attempts: 3 },
    ...options,
  });
}

export async function collecting(setting: Setting) {
  const { museum, folder, question = { artist: 'Claude Monet' }, max = 100 } = setting;
  const source = sourceOf(setting.source ?? 'met');
  const { signal } = setting.controller ?? new AbortController();
  const fetcher = fetcherFor(museum, {
    allowed: allowedOf(source, museum.origin),
    signal,
    ...setting.fetching,
  });
  try {
    return await collect({
      ...{ source, folder, max, dryRun: setting.dryRun === true },
      base: basesOf(source, museum.origin),
      asking: {
        ...{ fetcher, question, signal, paintingsOnly: true, side: 843 },
        licences: parseLicences(setting.licences ?? []),
        apiKey: setting.apiKey,
        openPage: setting.openPage ?? (() => Promise.reject(new Error('no browser'))),
      },
      ...setting.watch,
    });
  } finally {
    fetcher.close();
  }
}
