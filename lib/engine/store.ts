/**
 * Models in the browser: fetched once, kept across visits, checked before they are
 * kept. Weights are addressed by their content (the file's name holds its hash), so
 * a copy never goes stale; the card is asked for anew when there is a connection.
 */
import { SfumatoError } from '@/lib/errors';
import type { ModelCard } from '@/models/card';

import { systemClock, type Clock } from './clock';
import { download, failed } from './download';
import { sha256 } from './sha256';
import {
  assertModelId,
  assertStated,
  filesOf,
  parseCard,
  statedWeights,
  statedWorks,
  unknownModel,
  type ModelSource,
  type StatedFile,
} from './source';

export const CACHE_NAME = 'sfumato-models';

export interface StoreParts {
  /** Absolute address of the folder of models, with a slash at its end. */
  readonly base: string;
  readonly fetch?: typeof fetch;
  /** Absent in private windows of some browsers and on plain-http pages. */
  readonly caches?: CacheStorage | undefined;
  readonly clock?: Clock;
}

export function createStore({
  base,
  fetch = globalThis.fetch.bind(globalThis),
  caches,
  clock = systemClock,
}: StoreParts): ModelSource {
  const parts = { fetch, clock };
  const kept = createKept(caches);

  async function fetchCard(address: string, modelId: string, signal: AbortSignal) {
    const bytes = await download(address, { signal, cache: 'no-cache' }, parts);
    if (!bytes) throw unknownModel(modelId);
    const card = parseCard(parseJson(bytes), modelId);
    await kept.put(address, bytes);
    return card;
  }

  async function fetchStated(
    address: string,
    stated: StatedFile,
    cache: RequestCache,
    onProgress: (receivedBytes: number) => void,
    signal: AbortSignal,
  ) {
    const bytes = await download(
      address,
      { signal, cache, maxBytes: stated.bytes, onProgress },
      parts,
    );
    if (!bytes) throw failed('its file is not on the server');
    if (bytes.byteLength < stated.bytes) throw failed('the file ended early');
    await assertStated(bytes, stated);
    return bytes;
  }

  /** A file of a card: the kept copy, or fetched, checked and kept. */
  async function obtain(
    card: ModelCard,
    stated: StatedFile,
    onProgress: (receivedBytes: number) => void,
    signal: AbortSignal,
  ): Promise<Uint8Array<ArrayBuffer>> {
    const folder = `${base}${card.id}/`;
    const address = folder + stated.name;
    const copy = await kept.get(address);
    if (copy && (await matches(copy, stated))) {
      onProgress(copy.byteLength);
      return copy;
    }
    const attempt = (cache: RequestCache) =>
      fetchStated(address, stated, cache, onProgress, signal);
    let bytes: Uint8Array<ArrayBuffer>;
    try {
      bytes = await attempt('default');
    } catch (error) {
      // A broken copy may sit in a cache on the way: once more, past all of them.
      if (!isCode(error, 'weights-corrupt')) throw error;
      bytes = await attempt('reload');
    }
    await kept.put(address, bytes);
    const current = filesOf(card).map((name) => folder + name);
    await kept.evict(folder, current);
    return bytes;
  }

  return {
    async card(modelId, signal) {
      assertModelId(modelId);
      const address = `${base}${modelId}/card.json`;
      try {
        return await fetchCard(address, modelId, signal);
      } catch (error) {
        // Without a connection, the model of the last visit plays on.
        const copy = isCode(error, 'download-failed') ? await kept.get(address) : undefined;
        if (!copy) throw error;
        return parseCard(parseJson(copy), modelId);
      }
    },

    async weights(card, onProgress, signal) {
      return (await obtain(card, statedWeights(card), onProgress, signal)).buffer;
    },

    async works(card, entry, signal) {
      const stated = statedWorks(entry);
      const get = (part: StatedFile) => obtain(card, part, () => undefined, signal);
      const [file, vectors] = await Promise.all([get(stated.file), get(stated.vectors)]);
      return { file, vectors };
    },
  };
}

/** The Cache API, where it fails without harm: it saves time and nothing else. */
function createKept(caches: CacheStorage | undefined) {
  const attempt = async <T>(use: (cache: Cache) => Promise<T>): Promise<T | undefined> => {
    if (!caches) return undefined;
    try {
      return await use(await caches.open(CACHE_NAME));
    } catch {
      // Full, forbidden or broken: the network remains.
      return undefined;
    }
  };
  return {
    get: (address: string) =>
      attempt(async (cache) => {
        const response = await cache.match(address);
        return response && new Uint8Array(await response.arrayBuffer());
      }),
    put: (address: string, bytes: Uint8Array<ArrayBuffer>) =>
      attempt((cache) => cache.put(address, new Response(bytes))),
    /** Drops what else lies in the folder: weights and works of older versions. */
    evict: (folder: string, keep: readonly string[]) =>
      attempt(async (cache) => {
        for (const { url } of await cache.keys()) {
          if (url.startsWith(folder) && !keep.includes(url)) await cache.delete(url);
        }
      }),
  };
}

async function matches(bytes: Uint8Array<ArrayBuffer>, stated: StatedFile): Promise<boolean> {
  return bytes.byteLength === stated.bytes && (await sha256(bytes)) === stated.sha256;
}

/** Undefined for anything that is no JSON: `parseCard` then says so. */
function parseJson(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder().decode(bytes));
  } catch {
    return undefined;
  }
}

const isCode = (error: unknown, code: SfumatoError['code']) =>
  error instanceof SfumatoError && error.code === code;
