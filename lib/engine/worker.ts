/** The engine in a module worker: everything that computes happens here. */
import { enableProdMode } from '@tensorflow/tfjs-core';
import * as Comlink from 'comlink';

import { SfumatoError } from '@/lib/errors';

import { createEngine } from './core';
import type { Engine } from './engine';
import { replyOf, type EngineWorker, type Reply } from './protocol';
import { cpuRung } from './rungs/cpu';
import { wasmRung } from './rungs/wasm';
import { webglRung } from './rungs/webgl';
import { webgpuRung } from './rungs/webgpu';
import { createStore } from './store';

const at = (path: string) => new URL(path, self.location.origin).href;

let engine: Engine | undefined;

function opened(): Engine {
  if (engine) return engine;
  throw new SfumatoError('internal', 'The engine was asked before it was opened.');
}

/** A reply whose buffers are not copied on the way. */
async function handOver<T>(
  work: () => Promise<T>,
  buffersOf: (value: T) => ArrayBuffer[],
): Promise<Reply<T>> {
  const reply = await replyOf(work);
  return reply.ok ? Comlink.transfer(reply, buffersOf(reply.value)) : reply;
}

const worker: EngineWorker = {
  async open({ override, versions }, onStatus) {
    enableProdMode();
    engine = createEngine({
      rungs: [webgpuRung, webglRung, wasmRung((version) => at(`/wasm/${version}/`)), cpuRung],
      source: createStore({ base: at('/models/'), caches: cacheStorage() }),
      override,
      versions,
    });
    engine.subscribe((status) => onStatus(status));
  },
  start: () => replyOf(() => opened().start()),
  load: (modelId) => replyOf(() => opened().load(modelId)),
  cancel: (modelId) => replyOf(() => opened().cancel(modelId)),
  generate: (points) =>
    handOver(
      () => opened().generate(points),
      (pictures) => pictures.map(({ data }) => data.buffer),
    ),
  identify: (modelId, picture) =>
    handOver(
      () => opened().identify(modelId, picture),
      ({ embedding }) => [embedding.buffer],
    ),
  explain: (modelId, picture, artist) =>
    handOver(
      () => opened().explain(modelId, picture, artist),
      ({ values }) => [values.buffer],
    ),
  nearestWorks: (modelId, embedding, count) =>
    replyOf(() => opened().nearestWorks(modelId, embedding, count)),
  encodeStyle: (modelId, picture, side) =>
    handOver(
      () => opened().encodeStyle(modelId, picture, side),
      ({ buffer }) => [buffer],
    ),
  paint: (...asked) =>
    handOver(
      () => opened().paint(...asked),
      ({ data }) => [data.buffer],
    ),
  measureStyle: (modelId, patches, style) =>
    handOver(
      () => opened().measureStyle(modelId, patches, style),
      ({ buffer }) => [buffer],
    ),
  tensorCount: () => replyOf(() => opened().tensorCount()),
};

/** Missing on plain-http pages; in some private windows merely touching it throws. */
function cacheStorage(): CacheStorage | undefined {
  try {
    return self.caches;
  } catch {
    return undefined;
  }
}

Comlink.expose(worker);
