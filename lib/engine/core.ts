/**
 * The engine, wherever it runs: it is given back ends to try, a place to get
 * models from, and a clock. Owns every tensor it makes.
 */
import * as tf from '@tensorflow/tfjs-core';

import { SfumatoError, toSfumatoError } from '@/lib/errors';
import { nearestOf } from '@/lib/identify/works';
import type { Picture } from '@/lib/image/picture';
import type { Weights } from '@/models/network';

import { classifierInput } from './classifier-input';
import { artistIndex, explain, identify, regionOf } from './classify';
import { systemClock, type Clock } from './clock';
import type { BackendName, Engine, LoadProgress } from './engine';
import { draw, latentsOf, modelIdOf } from './generate';
import { createLadder, reasonOf } from './ladder';
import { createLoader } from './loader';
import { asClassifier, asGenerator, asStylizer, selfCheck, weightsOf, type Model } from './model';
import { ModelFailure } from './model-failure';
import {
  assertPaintable,
  assertStatistics,
  assertVector,
  encodeStyle,
  measureStyle,
  paint,
} from './paint';
import { inSizeOf, painterInput, styleInput } from './painter-input';
import { placeOf, type OpenBackend, type Place, type Rung } from './rung';
import { smokeTest } from './smoke-test';
import type { ModelSource, ModelVersions } from './source';
import { createStatus } from './status';
import { createTurns } from './turns';

export interface EngineParts {
  /** From the best back end to the last resort. */
  readonly rungs: readonly Rung[];
  readonly source: ModelSource;
  /** The versions that points and answers are meant for; any, if not given. */
  readonly versions?: ModelVersions | undefined;
  /** A back end somebody asked for by name: tried first. */
  readonly override?: BackendName | undefined;
  readonly clock?: Clock;
}

/** Models whose weights stay on the back end; further ones make room. */
const MODELS_READY = 2;
/** A drawing that takes longer has been lost without a word (an emulated GPU takes ten). */
const DRAW_LIMIT_MS = 30_000;

export function createEngine({
  rungs,
  source,
  versions,
  override,
  clock = systemClock,
}: EngineParts): Engine {
  const status = createStatus();
  const loader = createLoader(source, versions);
  const turns = createTurns(() => clock.pause());
  /** On the back end stood on, the least recently used first. */
  const ready = new Map<Model, Weights>();
  let disposed = false;

  const ladder = createLadder({
    rungs,
    override,
    clock,
    check: smokeTest,
    beforeClose: () => [...ready.keys()].forEach(release),
  });

  function release(model: Model) {
    const weights = ready.get(model);
    ready.delete(model);
    if (weights) tf.dispose(weights as Record<string, tf.Tensor>);
  }

  /** The back end stood on, alive. */
  async function backend(): Promise<OpenBackend> {
    let opened = await ladder.use();
    for (let reason = opened.lost(); reason !== undefined; reason = opened.lost()) {
      opened = await ladder.renew(reason);
    }
    return opened;
  }

  /**
   * Works on a back end until one has done it: when it is lost on the way, the
   * work is repeated on the next.
   */
  async function onBackend<T>(work: (place: Place) => Promise<T>): Promise<T> {
    for (;;) {
      const opened = await backend();
      try {
        const result = await work(placeOf(opened, DRAW_LIMIT_MS, tooLate, clock));
        const reason = opened.lost();
        if (reason === undefined) return result;
        await ladder.renew(reason);
      } catch (error) {
        if (error instanceof SfumatoError) throw error;
        if (error instanceof Unfit) await ladder.descend(error.message);
        else await ladder.renew(opened.lost() ?? reasonOf(error));
      }
    }
  }

  function decode(model: Model, place: Place): Weights {
    try {
      return weightsOf(model, place);
    } catch (error) {
      // What is damaged must not be there at the next attempt.
      if (!(error instanceof SfumatoError)) throw error;
      loader.forget(model);
      throw new ModelFailure(model.card.id, error);
    }
  }

  /** The model's weights on the back end, checked against what its card knows. */
  async function makeReady(model: Model, place: Place): Promise<Weights> {
    const known = ready.get(model);
    if (known) {
      ready.delete(model);
      ready.set(model, known);
      return known;
    }
    const weights = decode(model, place);
    ready.set(model, weights);
    try {
      const misfit = await selfCheck(model, weights, place);
      if (misfit !== undefined) throw new Unfit(misfit);
    } catch (error) {
      release(model);
      throw error;
    }
    for (const [oldest] of ready) {
      if (ready.size <= MODELS_READY) break;
      release(oldest);
    }
    return weights;
  }

  async function obtain(id: string, onProgress?: (progress: LoadProgress) => void) {
    assertOpen();
    if (!loader.busy()) status.wake();
    // The back end gets ready while the model is on its way. When it cannot, drawing
    // tries again and says so to whoever asked.
    if (!ladder.report()) void start().catch(() => undefined);
    const model = await loader.load(id, (progress) => {
      status.set({ state: 'downloading', progress });
      onProgress?.(progress);
    });
    assertOpen();
    if (!loader.busy()) status.wake();
    return model;
  }

  /** While another model is on its way, its progress is the news. */
  function announceReady() {
    const report = ladder.report();
    if (report && !loader.busy()) status.set({ state: 'ready', report });
  }

  /**
   * Computes with a model that is ready, when it is the caller's turn.
   * @param left how much the caller has left to do, this included
   */
  function computeInTurn<T>(
    model: Model,
    left: number,
    compute: (weights: Weights, place: Place) => Promise<T>,
  ): Promise<T> {
    return turns.take(left, async () => {
      assertOpen();
      const result = await onBackend(async (place) =>
        compute(await makeReady(model, place), place),
      );
      announceReady();
      return result;
    });
  }

  function assertOpen() {
    if (disposed) throw new SfumatoError('cancelled', 'The engine has been closed.');
  }

  /** Whatever goes wrong is one of the family and shows in the status. */
  async function reporting<T>(work: () => Promise<T>): Promise<T> {
    try {
      return await work();
    } catch (thrown) {
      const error = toSfumatoError(thrown);
      if (!ASKER_ERRORS.has(error.code)) status.fail(error);
      throw error;
    }
  }

  function start() {
    return reporting(() =>
      turns.take(0, async () => {
        assertOpen();
        await backend();
        return ladder.report()!;
      }),
    );
  }

  return {
    start,
    load: (modelId, onProgress) =>
      reporting(async () => {
        const model = await obtain(modelId, onProgress);
        await turns.take(0, () => onBackend((place) => makeReady(model, place)));
        announceReady();
        return model.card;
      }),
    cancel: async (modelId) => loader.cancel(modelId),
    generate: (points) =>
      reporting(async () => {
        if (points.length === 0) return [];
        const model = asGenerator(await obtain(modelIdOf(points)));
        const pictures: Picture[] = [];
        while (pictures.length < points.length) {
          const rest = points.slice(pictures.length);
          const drawn = await computeInTurn(model, rest.length, (weights, place) =>
            draw(model, weights, latentsOf(rest.slice(0, place.batch), model), place),
          );
          pictures.push(...drawn);
        }
        return pictures;
      }),
    identify: (modelId, picture) =>
      reporting(async () => {
        const model = asClassifier(await obtain(modelId));
        const input = classifierInput(picture, model.card.input);
        return computeInTurn(model, 1, (weights, place) => identify(model, weights, input, place));
      }),
    explain: (modelId, picture, artist) =>
      reporting(async () => {
        const model = asClassifier(await obtain(modelId));
        const question = {
          input: classifierInput(picture, model.card.input),
          artist: artistIndex(model.card, artist),
        };
        const heat = await computeInTurn(model, 1, (weights, place) =>
          explain(model, weights, question, place),
        );
        return { artist, ...heat, region: regionOf(picture, question.input.cut) };
      }),
    nearestWorks: async (modelId, embedding, count) => {
      const model = await reporting(async () => asClassifier(await obtain(modelId)));
      // Works that cannot be fetched leave everything else as it is: no news for the status.
      const works = await loader.works(model);
      return works ? nearestOf(works, embedding, count) : [];
    },
    encodeStyle: (modelId, picture, side) =>
      reporting(async () => {
        const model = asStylizer(await obtain(modelId));
        const input = styleInput(picture, side ?? model.card.styleSide);
        return computeInTurn(model, 1, (weights, place) =>
          encodeStyle(model, weights, input, place),
        );
      }),
    paint: (modelId, picture, vector, statistics, origin) =>
      reporting(async () => {
        const model = asStylizer(await obtain(modelId));
        assertPaintable([picture]);
        assertVector(model, vector);
        if (statistics) assertStatistics(model, statistics);
        const question = { input: painterInput(picture, origin), vector, statistics };
        // What is painted with measured statistics is a part of something: others come after it.
        const left = statistics ? 2 : 1;
        const painted = await computeInTurn(model, left, (weights, place) =>
          paint(model, weights, question, place),
        );
        return inSizeOf(picture, painted);
      }),
    measureStyle: (modelId, patches, vector) =>
      reporting(async () => {
        const model = asStylizer(await obtain(modelId));
        assertPaintable(patches);
        assertVector(model, vector);
        const inputs = patches.map((patch) => painterInput(patch));
        return computeInTurn(model, 1, (weights, place) =>
          measureStyle(model, weights, inputs, vector, place),
        );
      }),
    subscribe: status.subscribe,
    tensorCount: async () => tf.memory().numTensors,
    dispose: () =>
      turns.take(0, async () => {
        disposed = true;
        loader.cancelAll();
        ladder.close();
      }),
  };
}

/** Mistakes of whoever asks, and pages that are out of date, say nothing about the engine. */
const ASKER_ERRORS = new Set(['invalid-point', 'outdated-point', 'unknown-class', 'invalid-input']);

/** Opening the back end again would not help: it computes something else, or nothing. */
class Unfit extends Error {}

const tooLate = () => new Unfit('it stopped answering');
