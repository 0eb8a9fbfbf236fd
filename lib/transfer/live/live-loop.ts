/**
 * From camera to screen, one picture at a time: a frame is taken when the one before is shown,
 * so frames in between are dropped and none ever waits.
 */
import { type SfumatoError, toSfumatoError } from '@/lib/errors';
import type { Picture } from '@/lib/image/picture';

import { createPace, createRate, type Size } from './pace';
import type { WantedStyle } from './wanted-style';

export interface LiveParts {
  /** Resolves once the camera has another frame; soon also when it has none, or after the signal. */
  nextFrame(signal: AbortSignal): Promise<void>;
  /** The camera's frame of this moment; undefined while it has none. */
  grab(size: Size): Picture | undefined;
  paint(frame: Picture, wanted: WantedStyle, seconds: number): Promise<Picture>;
  /** The style of this moment; undefined shows the camera as it is. */
  wanted(): WantedStyle | undefined;
  show(picture: Picture): void;
  /** Seconds on a clock that goes forward. */
  now(): number;
}

/** What can be said about the pictures of the last seconds. */
export interface LiveFigures extends Size {
  readonly perSecond: number | undefined;
  /** False while the camera's own picture is shown. */
  readonly painted: boolean;
}

export interface LiveOptions {
  readonly sizes: readonly Size[];
  /** Pictures a second to aim at. */
  readonly target: number;
  readonly onFigures: (figures: LiveFigures) => void;
  /** The loop has ended because painting failed. */
  readonly onFailure: (error: SfumatoError) => void;
}

export interface LiveLoop {
  pause(): void;
  resume(): void;
  /** Pictures a second to aim at, from now on. */
  aimAt(target: number): void;
  /** Ends it for good. A picture under way is not shown any more. */
  stop(): void;
}

/** Figures are told so often, in seconds. */
const FIGURES_EVERY = 0.5;

/** Starts at once. */
export function startLiveLoop(
  parts: LiveParts,
  { sizes, target, onFigures, onFailure }: LiveOptions,
): LiveLoop {
  const ending = new AbortController();
  const { signal } = ending;
  const pace = createPace(sizes, target);
  const rate = createRate();
  let resumed: Promise<void> | undefined;
  let resume: (() => void) | undefined;
  let toldAt = -Infinity;
  let hasPainted = false;

  function tell(size: Size, painted: boolean) {
    const now = parts.now();
    rate.shown(now);
    if (now - toldAt < FIGURES_EVERY) return;
    toldAt = now;
    onFigures({ ...size, painted, perSecond: rate.perSecond(now) });
  }

  async function one(): Promise<void> {
    const size = pace.size();
    const began = parts.now();
    const frame = parts.grab(size);
    if (!frame) return;
    const wanted = parts.wanted();
    // The first painting waits for the model: better the camera's own picture than none.
    if (wanted && !hasPainted) parts.show(frame);
    const picture = wanted ? await parts.paint(frame, wanted, began) : frame;
    // While a pause or the end came in between, the picture is of the past.
    if (signal.aborted || resumed) return;
    parts.show(picture);
    hasPainted ||= wanted !== undefined;
    if (wanted) pace.took(size, parts.now() - began, parts.now());
    tell(size, wanted !== undefined);
  }

  async function run() {
    while (!signal.aborted) {
      await resumed;
      await parts.nextFrame(signal);
      if (!signal.aborted && !resumed) await one();
    }
  }

  run().catch((thrown: unknown) => {
    if (!signal.aborted) onFailure(toSfumatoError(thrown));
  });

  const goOn = () => {
    resume?.();
    resume = resumed = undefined;
  };
  return {
    pause() {
      resumed ??= new Promise((resolve) => (resume = resolve));
    },
    resume: goOn,
    aimAt: pace.aimAt,
    stop() {
      ending.abort();
      goOn();
    },
  };
}
