/** Plays a walk: the clock, the place in the walk and the picture there. No React, no browser. */
import { createStore, type StoreApi } from 'zustand/vanilla';

import { createLatest } from '@/lib/engine/latest';
import { toSfumatoError, type SfumatoError } from '@/lib/errors';
import type { Picture } from '@/lib/image/picture';
import type { LatentPoint, ModelFacts } from '@/lib/latent/point';
import { pointAt, walkDuration, type Walk } from '@/lib/latent/walk';

export interface PlayerState {
  readonly walk: Walk;
  /** Seconds from the start of the walk. */
  readonly time: number;
  readonly playing: boolean;
  /** Seconds of the walk per second. */
  readonly speed: number;
  /** The picture on show and its point; null before the first one. */
  readonly frame: { readonly picture: Picture; readonly point: LatentPoint } | null;
  readonly error: SfumatoError | null;
}

export interface Player {
  readonly store: StoreApi<PlayerState>;
  /** Changes the walk; the place in it stays, as far as it still exists. */
  edit(walk: Walk): void;
  play(): void;
  pause(): void;
  /** Goes to a moment, playing or not. */
  seek(time: number): void;
  setSpeed(speed: number): void;
  /** Asks for the picture again, e.g. after a failure. */
  refresh(): void;
  /** The point of this very moment; undefined for an empty walk. */
  here(): LatentPoint | undefined;
}

export interface PlayerOptions {
  readonly walk: Walk;
  readonly draw: (point: LatentPoint) => Promise<Picture>;
  readonly factsOf: (model: string) => ModelFacts;
  readonly now: () => number;
  /** Calls back before the next paint. */
  readonly nextFrame: (callback: () => void) => void;
}

/** A pause between frames longer than this was a hidden tab: the walk waits as well. */
const LONGEST_STEP_MS = 250;

export function createPlayer(options: PlayerOptions): Player {
  const { draw, factsOf, now, nextFrame } = options;
  const store = createStore<PlayerState>(() => ({
    walk: options.walk,
    time: 0,
    playing: false,
    speed: 1,
    frame: null,
    error: null,
  }));
  const { getState: state, setState } = store;
  const latest = createLatest(draw);
  let underWay = 0;
  let lastTick = 0;
  let ticking = false;

  function here(): LatentPoint | undefined {
    const { walk, time } = state();
    return walk.keyframes.length === 0 ? undefined : pointAt(walk, time, factsOf(walk.model));
  }

  async function show() {
    underWay++;
    try {
      const point = here();
      // One that is still being drawn belongs to the walk of before.
      if (!point) latest.cancel();
      const picture = point && (await latest.request(point));
      if (point && picture) setState({ frame: { picture, point }, error: null });
      if (!point) setState({ frame: null, error: null });
    } catch (thrown) {
      const error = toSfumatoError(thrown);
      if (error.code !== 'cancelled') setState({ error, playing: false });
    } finally {
      underWay--;
    }
  }

  function tick() {
    ticking = false;
    if (!state().playing) return;
    const step = Math.min(LONGEST_STEP_MS, now() - lastTick);
    lastTick = now();
    advance(step / 1000);
    if (underWay === 0 || !state().playing) void show();
    keepTicking();
  }

  function advance(seconds: number) {
    const { walk, time, speed, frame } = state();
    // The film begins with its first picture, however long the engine takes to start.
    if (!frame) return;
    const duration = walkDuration(walk);
    const next = time + seconds * speed;
    if (next < duration) setState({ time: next });
    else if (walk.loop && duration > 0) setState({ time: next % duration });
    else setState({ time: duration, playing: false });
  }

  function keepTicking() {
    if (ticking || !state().playing) return;
    ticking = true;
    nextFrame(tick);
  }

  return {
    store,
    edit(walk) {
      setState({ walk, time: Math.min(state().time, walkDuration(walk)) });
      void show();
    },
    play() {
      const { walk, time, playing } = state();
      const duration = walkDuration(walk);
      if (playing || duration === 0) return;
      lastTick = now();
      setState({ playing: true, time: time >= duration ? 0 : time });
      keepTicking();
    },
    pause() {
      setState({ playing: false });
      void show();
    },
    seek(time) {
      setState({ time: Math.min(walkDuration(state().walk), Math.max(0, time)) });
      void show();
    },
    setSpeed: (speed) => setState({ speed }),
    refresh() {
      setState({ error: null });
      void show();
    },
    here,
  };
}
