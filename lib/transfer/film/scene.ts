/** Where one scene ends and the next begins, seen from the pictures alone. Pure. */
import type { Picture } from '@/lib/image/picture';

/** What a frame looks like from afar: mean colours on a raster, and how its light is spread. */
export interface Sketch {
  /** [ROWS, COLUMNS, 3] in 0..1. */
  readonly colours: Float32Array;
  /** Shares of the pixels by luma; they sum to 1. */
  readonly histogram: Float32Array;
}

const COLUMNS = 16;
const ROWS = 9;
const BINS = 16;
/** So many pixels a side of a cell say enough about it. */
const SAMPLES = 6;

/** Costs the same for frames of every size. */
export function sketchOf({ width, height, data }: Picture): Sketch {
  const colours = new Float32Array(ROWS * COLUMNS * 3);
  const histogram = new Float32Array(BINS);
  const share = 1 / (SAMPLES * SAMPLES);
  for (let y = 0; y < ROWS * SAMPLES; y++) {
    const row = Math.floor(((y + 0.5) / (ROWS * SAMPLES)) * height) * width;
    for (let x = 0; x < COLUMNS * SAMPLES; x++) {
      const from = (row + Math.floor(((x + 0.5) / (COLUMNS * SAMPLES)) * width)) * 4;
      const to = (Math.floor(y / SAMPLES) * COLUMNS + Math.floor(x / SAMPLES)) * 3;
      const [red, green, blue] = [data[from]!, data[from + 1]!, data[from + 2]!];
      colours[to]! += (share * red) / 255;
      colours[to + 1]! += (share * green) / 255;
      colours[to + 2]! += (share * blue) / 255;
      const luma = 0.299 * red + 0.587 * green + 0.114 * blue;
      // Shared between two bins, so that a little more light is a little change.
      const bin = (luma * (BINS - 1)) / 255;
      const low = Math.min(BINS - 2, Math.floor(bin));
      histogram[low]! += ((low + 1 - bin) * share) / (ROWS * COLUMNS);
      histogram[low + 1]! += ((bin - low) * share) / (ROWS * COLUMNS);
    }
  }
  return { colours, histogram };
}

/**
 * How different two frames are: 0 for the same, about 0.5 for two pictures that have nothing
 * to do with each other. What moves changes the colours in their places but hardly the
 * histogram; a lamp that is switched on changes the histogram. A cut changes both.
 */
export function changeBetween(a: Sketch, b: Sketch): number {
  const places = a.colours.reduce((sum, value, i) => sum + Math.abs(value - b.colours[i]!), 0);
  const light = a.histogram.reduce((sum, value, i) => sum + Math.abs(value - b.histogram[i]!), 0);
  // The histograms' distance is at most 2. Unrelated pictures differ by a fifth in their places.
  return (PLACES * places) / a.colours.length / 2 + light / 4;
}

const PLACES = 2.5;
/** From here on, a frame is no continuation of the one before. */
const CUT = 0.22;
/** … and stands out from the motion so far by this factor: a wild ride is one scene. */
const OUTSTANDING = 3;
/** How much the motion so far forgets with every frame. */
const FORGETS = 0.15;
/** From here on, a scene no longer looks like its first frame. */
const DRIFT = 0.22;

/** `cut`: a new scene, as the first frame is. `drifted`: the scene has slowly become another. */
export type SceneNews = 'cut' | 'drifted' | 'same';

export interface SceneWatch {
  /** What is new with this frame, against all that were looked at before. */
  look(frame: Picture): SceneNews;
}

/** Watches frames in their order, whatever their size and the time between them. */
export function createSceneWatch(): SceneWatch {
  let before: Sketch | undefined;
  /** The frame that the scene is known by. */
  let reference: Sketch | undefined;
  let motion = 0;

  return {
    look(frame) {
      const sketch = sketchOf(frame);
      const change = before ? changeBetween(before, sketch) : 1;
      before = sketch;
      if (!reference || (change > CUT && change > OUTSTANDING * motion)) {
        reference = sketch;
        motion = 0;
        return 'cut';
      }
      motion += FORGETS * (change - motion);
      if (changeBetween(reference, sketch) <= DRIFT) return 'same';
      reference = sketch;
      return 'drifted';
    },
  };
}
