/** How large a live picture may be so that it stays smooth. Pure: time is told from outside. */

export interface Size {
  readonly width: number;
  readonly height: number;
}

/** Shorter sides that live pictures may have: few, as back ends prepare for every shape anew. */
const SIDES = [120, 144, 180, 216, 256, 304, 360, 432, 512, 600, 720];

/**
 * Sizes of the camera's shape, from small to large: none larger than what the camera gives
 * (but for the smallest), none of more pixels than `most`. Sides are even.
 */
export function liveSizes(camera: Size, most: number): Size[] {
  const shorter = Math.min(camera.width, camera.height);
  const sizes = SIDES.map((side) => scaled(camera, side / shorter)).filter(
    ({ width, height }, i) =>
      i === 0 || (Math.min(width, height) <= shorter && width * height <= most),
  );
  return sizes;
}

function scaled({ width, height }: Size, factor: number): Size {
  const even = (side: number) => Math.max(2, 2 * Math.round((side * factor) / 2));
  return { width: even(width), height: even(height) };
}

export interface Pace {
  /** The size that the next picture should have. */
  size(): Size;
  /**
   * Tells how long a picture of this size took, from looking at the camera to showing it.
   * @param now seconds on any clock that goes forward.
   */
  took(size: Size, seconds: number, now: number): void;
  /** Pictures a second to aim at, from now on. */
  aimAt(target: number): void;
}

/** Pictures after a change of size that say little: the back end prepares for the new shape. */
const WARM_UP = 2;
/** So many pictures are looked at before the size changes: fewer to become fast, more to become large. */
const BEFORE_DOWN = 3;
const BEFORE_UP = 10;
/** Weight of the newest picture in the mean time. */
const NEWEST = 0.3;
/** Slower than the target by this much is too slow; a larger size must be expected faster by this much. */
const TOO_SLOW = 1.15;
const SURELY = 0.8;
/** Seconds for which a size that was too slow is not tried again; doubled each time it was. */
const KEPT_AWAY = 15;
/** What a picture costs besides its pixels, in pixels: the way there and back. */
const COST_OF_ANY = 4_000;

const costOf = ({ width, height }: Size) => width * height + COST_OF_ANY;

/**
 * Chooses among sizes, which are ordered from small to large, so that at least `target`
 * pictures a second are possible. Becomes smaller as soon as it is too slow, at once to the
 * size expected to be right; becomes larger a step at a time (the first time at once), only
 * when it would surely be fast enough, and returns late to a size that proved too slow.
 */
export function createPace(sizes: readonly Size[], target: number): Pace {
  let at = Math.min(1, sizes.length - 1);
  let mean: number | undefined;
  let seen = 0;
  let isFirst = true;
  /** For sizes that were too slow: until when they are kept away from, and for how long the last time. */
  const keptAway = new Map<number, { until: number; seconds: number }>();

  function change(to: number) {
    at = to;
    mean = undefined;
    seen = 0;
  }

  const expected = (index: number) => (mean! * costOf(sizes[index]!)) / costOf(sizes[at]!);
  const largestWithin = (seconds: number) => {
    let index = 0;
    while (index + 1 < sizes.length && expected(index + 1) <= seconds) index++;
    return index;
  };

  return {
    size: () => sizes[at]!,
    aimAt(next) {
      if (next === target) return;
      target = next;
      keptAway.clear();
      isFirst = true;
      seen = Math.min(seen, WARM_UP);
    },
    took(size, seconds, now) {
      if (size !== sizes[at]) return;
      seen++;
      if (seen <= WARM_UP) return;
      mean = mean === undefined ? seconds : mean + NEWEST * (seconds - mean);
      const looked = seen - WARM_UP;
      const budget = 1 / target;
      if (mean > TOO_SLOW * budget) {
        if (looked < BEFORE_DOWN || at === 0) return;
        const last = keptAway.get(at)?.seconds;
        const wait = last === undefined ? KEPT_AWAY : 2 * last;
        keptAway.set(at, { until: now + wait, seconds: wait });
        isFirst = false;
        change(Math.min(at - 1, largestWithin(budget)));
      } else if (at + 1 < sizes.length && looked >= (isFirst ? BEFORE_DOWN : BEFORE_UP)) {
        const next = isFirst ? Math.max(at + 1, largestWithin(SURELY * budget)) : at + 1;
        const away = [...keptAway].some(([index, { until }]) => index <= next && now < until);
        if (away || expected(next) > SURELY * budget) return;
        isFirst = false;
        change(next);
      }
    },
  };
}

/** Counts pictures a second over the last few seconds. */
export interface Rate {
  shown(now: number): void;
  /** Undefined until there is something to count. */
  perSecond(now: number): number | undefined;
}

const COUNTED_SECONDS = 2.5;

export function createRate(): Rate {
  let times: number[] = [];
  return {
    shown(now) {
      times = [...times.filter((time) => now - time <= COUNTED_SECONDS), now];
    },
    perSecond(now) {
      const recent = times.filter((time) => now - time <= COUNTED_SECONDS);
      if (recent.length < 2) return undefined;
      return (recent.length - 1) / (recent.at(-1)! - recent[0]!);
    },
  };
}
