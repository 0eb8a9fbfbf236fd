import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

import * as tf from '@tensorflow/tfjs-core';

import type { BackendName } from '../engine';
import { createLoss } from '../loss';
import type { OpenBackend, Rung } from '../rung';

/** Taken when the process starts: the command line moves to where it was called. */
const STARTED_IN = process.cwd();

/** What native TensorFlow calls itself in tfjs's registry. */
const NATIVE = 'tensorflow';

/**
 * In Node the process belongs to others, too: back ends are shared by whoever
 * computes in it, so closing one only lets go of it.
 */
function shared(tfjsName: string, batch: number, device?: string): OpenBackend {
  return {
    ...createLoss(),
    tfjsName,
    batch,
    close: () => undefined,
    ...(device === undefined ? {} : { device }),
  };
}

/** A back end that whoever starts the process has registered with tfjs. */
function registeredRung(backend: BackendName, tfjsName: string, batch: number): Rung {
  return {
    backend,
    async open() {
      if (!tf.findBackendFactory(tfjsName)) throw new Error('it is not registered in this process');
      return shared(tfjsName, batch);
    },
  };
}

const wasmRung: Rung = {
  backend: 'wasm',
  async open() {
    const { setWasmPaths } = await import('@tensorflow/tfjs-backend-wasm');
    perProcess.sfumatoWasm ??= withoutExitHandlers(() => {
      setWasmPaths(wasmFolder());
      return tf.setBackend('wasm');
    });
    if (!(await perProcess.sfumatoWasm)) {
      delete perProcess.sfumatoWasm;
      throw new Error('its module could not be started');
    }
    return shared('wasm', 1);
  },
};

/**
 * Once a process, even where a bundler makes several copies of this module: tfjs
 * gives up a start-up when a second one begins.
 */
const perProcess = globalThis as { sfumatoWasm?: Promise<boolean> };

/** The .wasm files lie beside tfjs's code, wherever that is installed. */
function wasmFolder(): string {
  // From where the process started: a bundler may have moved this file away from its packages.
  const { resolve } = createRequire(join(STARTED_IN, 'package.json'));
  return join(dirname(resolve('@tensorflow/tfjs-backend-wasm')), '/');
}

/**
 * The module's start-up code ends the whole process at the first unhandled
 * rejection; a server has better ideas about that.
 */
async function withoutExitHandlers<T>(start: () => Promise<T>): Promise<T> {
  const events = ['uncaughtException', 'unhandledRejection'] as const;
  const before = events.map((event) => new Set(process.rawListeners(event)));
  try {
    return await start();
  } finally {
    events.forEach((event, i) => {
      for (const listener of process.rawListeners(event)) {
        if (!before[i]!.has(listener)) process.off(event, listener as () => void);
      }
    });
  }
}

const cpuRung: Rung = {
  backend: 'cpu',
  async open() {
    await import('@tensorflow/tfjs-backend-cpu');
    return shared('cpu', 1);
  },
};

/** Native TensorFlow and Dawn when they are registered already, then what comes along with npm. */
export const nodeRungs: readonly Rung[] = [
  registeredRung('node', NATIVE, 16),
  registeredRung('webgpu', 'webgpu', 8),
  wasmRung,
  cpuRung,
];
