/** The engine in Node: for the server, the command line and tests. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

import { enableProdMode } from '@tensorflow/tfjs-core';

import { SfumatoError } from '@/lib/errors';

import { createEngine } from './core';
import type { BackendName, Engine } from './engine';
import { nodeRungs } from './rungs/node';
import {
  assertModelId,
  assertStated,
  parseCard,
  statedWorks,
  unknownModel,
  type ModelSource,
  type ModelVersions,
  type StatedFile,
} from './source';

export interface NodeEngineOptions {
  /** The folder that `sfumato export` writes: one folder a model. */
  readonly modelsDir: string;
  /**
   * Use this back end and no other. `node` and `webgpu` must have been registered
   * with tfjs before (`tensorflow`, `webgpu`). Without it, the first that works of
   * node, webgpu, wasm, cpu.
   */
  readonly backend?: BackendName | undefined;
  /** The versions that points are meant for; any, if not given. */
  readonly versions?: ModelVersions | undefined;
}

/** @throws (from the engine's methods) SfumatoError only. */
export function createNodeEngine({ modelsDir, backend, versions }: NodeEngineOptions): Engine {
  // Without it tfjs advertises its native package on stderr.
  enableProdMode();
  return createEngine({
    rungs: nodeRungs.filter((rung) => backend === undefined || rung.backend === backend),
    source: createFolderSource(modelsDir),
    versions,
  });
}

/** Models in a folder on this machine. */
export function createFolderSource(modelsDir: string): ModelSource {
  async function readStated(modelId: string, stated: StatedFile, signal: AbortSignal) {
    const file = join(modelsDir, modelId, stated.name);
    const bytes = new Uint8Array(await read(file, signal, (cause) => missing(file, cause)));
    await assertStated(bytes, stated);
    return bytes;
  }

  return {
    async card(modelId, signal) {
      assertModelId(modelId);
      const file = join(modelsDir, modelId, 'card.json');
      const text = await read(file, signal, () => unknownModel(modelId));
      return parseCard(parseJson(text), modelId);
    },
    async weights(card, onProgress, signal) {
      const file = join(modelsDir, card.id, card.weights.file);
      const bytes = await read(file, signal, (cause) => missing(file, cause));
      onProgress(bytes.byteLength);
      return bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength);
    },
    async works({ id }, entry, signal) {
      const stated = statedWorks(entry);
      const [file, vectors] = await Promise.all([
        readStated(id, stated.file, signal),
        readStated(id, stated.vectors, signal),
      ]);
      return { file, vectors };
    },
  };
}

async function read(
  file: string,
  signal: AbortSignal,
  whenMissing: (cause: unknown) => SfumatoError,
): Promise<Buffer<ArrayBuffer>> {
  try {
    return await readFile(file, { signal });
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code === 'ENOENT') throw whenMissing(cause);
    throw new SfumatoError('internal', `The file ${file} cannot be read.`, { cause });
  }
}

function missing(file: string, cause: unknown): SfumatoError {
  return new SfumatoError(
    'weights-corrupt',
    `A part of the model is missing: there is no file ${file}. Export the model anew.`,
    { cause },
  );
}

function parseJson(text: Buffer): unknown {
  try {
    return JSON.parse(text.toString('utf8'));
  } catch {
    return undefined;
  }
}
