/**
 * Paints one frame after the other so that they belong together: one style, and within a scene
 * the statistics of its first frame. A frame's own statistics change with everything that
 * comes into view, and the whole picture would flicker with them.
 */
import { SfumatoError } from '@/lib/errors';
import type { StyleStatistics, StyleVector } from '@/lib/engine/engine';
import { measureWhole, towards, type StylizingEngine } from '@/lib/engine/stylize';
import { planTiles, putIn, WHOLE_PIXELS } from '@/lib/engine/tiles';
import { keepColours } from '@/lib/image/keep-colours';
import type { Picture } from '@/lib/image/picture';
import { cutOut } from '@/lib/image/reduce';

import type { WantedStyle } from '../live/wanted-style';
import { createQuieter } from './quiet';
import { createSceneWatch, type SceneWatch } from './scene';

export interface SteadyPainterOptions {
  /**
   * For pictures that are shown at once: where a scene begins or the style changes, the frame
   * is painted with its own statistics, and measured with the next, so that none waits twice.
   */
  readonly live?: boolean;
  /** Seconds after which a scene is measured again although nothing seems to have changed. */
  readonly measureAfter?: number | undefined;
  /** Aborting rejects with `cancelled` between two parts of a frame. */
  readonly signal?: AbortSignal | undefined;
}

export interface SteadyPainter {
  /**
   * The painted frame, in the frame's size. Frames come in their order, one at a time.
   * @param seconds the frame's time, for passing slowly from old statistics to new ones.
   * @throws SfumatoError `cancelled`, and what the engine throws.
   */
  paint(frame: Picture, wanted: WantedStyle, seconds: number): Promise<Picture>;
}

/** What a scene is painted with. */
interface Manner {
  readonly vector: StyleVector;
  /** Not measured yet: the frame's own. */
  readonly statistics?: StyleStatistics | undefined;
}

/** In so many seconds, two thirds of the way from old statistics to new ones are gone. */
const EASE_SECONDS = 0.5;
/** While everything moves, a scene is not measured again more often than this. */
const DRIFT_SECONDS = 1;

export function createSteadyPainter(
  engine: StylizingEngine,
  { live = false, measureAfter = Infinity, signal }: SteadyPainterOptions = {},
  watch: SceneWatch = createSceneWatch(),
): SteadyPainter {
  const quieter = createQuieter();
  let style: WantedStyle | undefined;
  let size = '';
  /** The scene's own style, which strength begins at. */
  let own: StyleVector | undefined;
  /** What the last frame was painted with, and what it is on its way to. */
  let now: Manner | undefined;
  let goal: Manner | undefined;
  let measuredAt = 0;
  let paintedAt = 0;
  let drifting = false;

  /** The vector to paint in; looks at the picture only where a strength asks for it. */
  async function vectorFor(frame: Picture, wanted: WantedStyle): Promise<StyleVector> {
    if (wanted.strength === 1) return wanted.vector;
    own ??= await engine.encodeStyle(wanted.model, frame);
    return towards(own, wanted.vector, wanted.strength);
  }

  async function measure(frame: Picture, wanted: WantedStyle, vector: StyleVector) {
    const isWhole = frame.width * frame.height <= WHOLE_PIXELS;
    return isWhole
      ? engine.measureStyle(wanted.model, [frame], vector)
      : measureWhole(engine, wanted.model, frame, vector);
  }

  async function paintWith(frame: Picture, { model }: WantedStyle, manner: Manner) {
    const { vector, statistics } = manner;
    const { width, height } = frame;
    if (width * height <= WHOLE_PIXELS) return engine.paint(model, frame, vector, statistics);
    const whole = { width, height, data: new Uint8ClampedArray(width * height * 4) };
    for (const tile of planTiles(width, height)) {
      assertWanted(signal);
      const part = cutOut(frame, tile.painted);
      putIn(whole, tile, await engine.paint(model, part, vector, statistics, tile.painted));
    }
    return whole;
  }

  return {
    async paint(seen, wanted, seconds) {
      assertWanted(signal);
      const isWhole = seen.width * seen.height <= WHOLE_PIXELS;
      const news = watch.look(seen);
      if (news === 'cut') quieter.forget();
      const frame = quieter.quiet(seen);
      const frameSize = `${frame.width} ${frame.height}`;
      const isNew = news === 'cut' || style?.model !== wanted.model;
      if (isNew) own = undefined;
      if (isNew || frameSize !== size || !style || !sameManner(style, wanted)) {
        const vector = await vectorFor(frame, wanted);
        goal =
          live && isWhole
            ? { vector }
            : { vector, statistics: await measure(frame, wanted, vector) };
        now = goal;
        [measuredAt, drifting] = [seconds, false];
      } else {
        drifting ||= news === 'drifted';
        const age = seconds - measuredAt;
        const isDue = age >= measureAfter || (drifting && age >= DRIFT_SECONDS);
        if (!goal?.statistics || isDue) {
          if (drifting) own = undefined;
          const vector = await vectorFor(frame, wanted);
          goal = { vector, statistics: await measure(frame, wanted, vector) };
          [measuredAt, drifting] = [seconds, false];
        }
        now = passed(now, goal, 1 - Math.exp((paintedAt - seconds) / EASE_SECONDS));
      }
      [style, size, paintedAt] = [wanted, frameSize, seconds];
      const painted = await paintWith(frame, wanted, now);
      return wanted.keepColours ? keepColours(painted, frame) : painted;
    },
  };
}

/** A share of the way from one manner to another; statistics are means and variances, which mix. */
function passed(from: Manner | undefined, to: Manner, share: number): Manner {
  if (!from?.statistics || !to.statistics || from === to) return to;
  const way = Math.min(1, Math.max(0, share));
  return {
    vector: towards(from.vector, to.vector, way),
    statistics: towards(from.statistics, to.statistics, way),
  };
}

/** Whether both are painted with the same numbers; keeping colours comes after painting. */
function sameManner(a: WantedStyle, b: WantedStyle): boolean {
  return (
    a.model === b.model &&
    a.strength === b.strength &&
    (a.vector === b.vector || a.vector.every((value, i) => value === b.vector[i]))
  );
}

function assertWanted(signal: AbortSignal | undefined): void {
  if (signal?.aborted) throw new SfumatoError('cancelled', 'Painting was stopped.');
}
