/**
 * The picture in motion. Decides which point is drawn next: the one asked for, one
 * on the way to it, or one of a slow walk around it. Pictures of a model are requested
 * one at a time and the newest wins, so a drag never runs after itself.
 */
import { createLatest, type Latest } from '@/lib/engine/latest';
import { toSfumatoError, type SfumatoError } from '@/lib/errors';
import type { Picture } from '@/lib/image/picture';
import { interpolatePoints, samePoint } from '@/lib/latent/blend';
import type { LatentPoint, ModelFacts } from '@/lib/latent/point';

import { createBreath } from './motion';

export interface Frame {
  readonly picture: Picture;
  readonly point: LatentPoint;
  /** The picture that was asked for, and it stays: nothing moves. */
  readonly still: boolean;
}

/** `cut` shows the point itself at once; `glide` passes softly through the space between. */
export type Transition = 'cut' | 'glide';

export interface FrameLoop {
  show(point: LatentPoint, transition: Transition): void;
  /** Lets the picture walk around its point, or brings it back. */
  breathe(on: boolean): void;
  /** Asks again for the picture after a failure. */
  retry(): void;
  stop(): void;
}

export interface FrameLoopOptions {
  readonly draw: (point: LatentPoint) => Promise<Picture>;
  readonly factsOf: (point: LatentPoint) => ModelFacts;
  readonly onFrame: (frame: Frame) => void;
  readonly onError: (error: SfumatoError) => void;
  /** Called when this machine draws too slowly for motion to look like motion. */
  readonly onTooSlow?: () => void;
  /** Called when a picture is on its way, so that lesser work can wait. */
  readonly onBusy?: () => void;
  /** Whether the picture may move where nobody asked for it (`prefers-reduced-motion`). */
  readonly allowsMotion: () => boolean;
  readonly now: () => number;
  /** Calls back before the next paint. */
  readonly nextFrame: (callback: () => void) => void;
}

const GLIDE_MS = 650;
/** The living picture needs no more frames than this per second: it moves slowly. */
const BREATH_MS = 1000 / 30;
/** A picture that takes longer is slow, in milliseconds. */
const SLOW_MS = 120;
/** So many slow ones in a row, and this machine does without motion: one alone may have waited for others. */
const SLOW_IN_A_ROW = 10;

type Motion =
  | { readonly kind: 'none' }
  | { readonly kind: 'glide'; readonly from: LatentPoint; readonly since: number }
  | { readonly kind: 'breath'; readonly since: number; readonly at: (s: number) => LatentPoint };

const NONE: Motion = { kind: 'none' };

/** The pictures of one model: while it is being fetched, those of another do not wait for it. */
interface Lane {
  readonly latest: Latest<LatentPoint, Picture>;
  underWay: number;
}

export function createFrameLoop(options: FrameLoopOptions): FrameLoop {
  const { draw, factsOf, now } = options;
  let target: LatentPoint | undefined;
  let shown: LatentPoint | undefined;
  let motion: Motion = NONE;
  let breathing = false;
  let stopped = false;
  let ticking = false;
  let slowInARow = 0;
  let lastBreath = 0;
  const lanes = new Map<string, Lane>();

  async function drawTimed(point: LatentPoint) {
    const start = now();
    const picture = await draw(point);
    slowInARow = now() - start > SLOW_MS ? slowInARow + 1 : 0;
    return picture;
  }

  function laneOf({ model }: LatentPoint): Lane {
    const lane = lanes.get(model) ?? { latest: createLatest(drawTimed), underWay: 0 };
    lanes.set(model, lane);
    return lane;
  }

  const isSlow = () => slowInARow >= SLOW_IN_A_ROW;

  async function request(point: LatentPoint) {
    const lane = laneOf(point);
    lane.underWay++;
    if (motion.kind !== 'breath') options.onBusy?.();
    try {
      const picture = await lane.latest.request(point);
      if (!picture || stopped) return;
      shown = point;
      const still = motion.kind === 'none' && target !== undefined && samePoint(point, target);
      options.onFrame({ picture, point, still });
    } catch (thrown) {
      const error = toSfumatoError(thrown);
      if (error.code === 'cancelled' || stopped) return;
      motion = NONE;
      options.onError(error);
    } finally {
      lane.underWay--;
    }
  }

  function tick() {
    ticking = false;
    if (stopped || !target || motion.kind === 'none') return;
    if (laneOf(target).underWay === 0) step(motion, target);
    if (motion !== NONE) keepTicking();
  }

  function step(moving: Exclude<Motion, { kind: 'none' }>, goal: LatentPoint) {
    const time = now();
    if (moving.kind === 'breath') {
      if (isSlow()) {
        breathing = false;
        cutTo(goal);
        options.onTooSlow?.();
      } else if (time - lastBreath >= BREATH_MS - 2) {
        lastBreath = time;
        void request(moving.at((time - moving.since) / 1000));
      }
      return;
    }
    const t = (time - moving.since) / GLIDE_MS;
    if (t < 1 && !isSlow()) {
      void request(interpolatePoints(moving.from, goal, eased(t), factsOf(goal)));
    } else if (breathing) {
      motion = { kind: 'breath', since: time, at: createBreath(goal, factsOf(goal)) };
    } else {
      cutTo(goal);
    }
  }

  function cutTo(point: LatentPoint) {
    motion = NONE;
    void request(point);
  }

  function keepTicking() {
    if (ticking) return;
    ticking = true;
    options.nextFrame(tick);
  }

  /** From what is on show to the target, by the softest way there is. */
  function approach(transition: Transition) {
    if (!target) return;
    const glides =
      transition === 'glide' &&
      shown !== undefined &&
      shown.model === target.model &&
      !samePoint(shown, target) &&
      options.allowsMotion() &&
      !isSlow();
    if (glides) motion = { kind: 'glide', from: shown!, since: now() };
    else cutTo(target);
    if (!glides && breathing) {
      motion = { kind: 'breath', since: now(), at: createBreath(target, factsOf(target)) };
    }
    if (motion !== NONE) keepTicking();
  }

  return {
    show(point, transition) {
      if (target && samePoint(point, target) && motion !== NONE && !breathing) return;
      // What comes late of a model that was left is no news any more.
      if (target && target.model !== point.model) laneOf(target).latest.cancel();
      target = point;
      approach(transition);
    },
    breathe(on) {
      if (on === breathing) return;
      breathing = on;
      if (target) approach('glide');
    },
    retry() {
      if (target) approach('cut');
    },
    stop() {
      stopped = true;
      for (const { latest } of lanes.values()) latest.cancel();
    },
  };
}

/** Starts and ends at rest. */
function eased(t: number): number {
  return t * t * (3 - 2 * t);
}
