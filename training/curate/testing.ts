/** Pictures of known kinds, drawn, and what a classifier might have said of them. */
import { createHash } from 'node:crypto';

import type { OpenedPicture } from '@/lib/image/picture';
import { createRandom } from '@/lib/latent/random';

import type { Sound } from './find';
import { toJudgement, type Judgement } from './judgement';
import { lookAt, type Seen } from './look';

export type Paint = (x: number, y: number) => readonly [number, number, number];

export function drawn(width: number, height: number, paint: Paint): OpenedPicture {
  const data = new Uint8ClampedArray(width * height * 4).fill(255);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) data.set(paint(x, y), (y * width + x) * 4);
  }
  return { picture: { width, height, data }, width, height, format: 'png', notes: [] };
}

/** Soft coloured clouds, other ones for every seed: no edges, no letters. */
export function clouds(seed: number): Paint {
  const random = createRandom(seed);
  const waves = Array.from({ length: 12 }, () => ({
    ...{ u: random.gaussian() / 30, v: random.gaussian() / 30, at: random.uniform() * 6.3 },
    colour: [random.gaussian(), random.gaussian(), random.gaussian()],
  }));
  return (x, y) => {
    const rgb = [128, 118, 108];
    for (const { u, v, at, colour } of waves) {
      const wave = Math.sin(x * u + y * v + at) * 18;
      for (let c = 0; c < 3; c++) rgb[c]! += wave * colour[c]!;
    }
    return rgb as [number, number, number];
  };
}

/** The same picture in another size, a little brighter. */
export function resized(paint: Paint, scale: number): Paint {
  return (x, y) => paint(x / scale, y / scale).map((v) => v * 0.97 + 6) as [number, number, number];
}

export function judgement(embedding: readonly number[], said: Partial<Judgement> = {}): Judgement {
  const length = Math.hypot(...embedding);
  const unit = Float32Array.from(embedding, (x) => x / length);
  const none = { artists: [], styles: [], genres: [], noneOfThese: 0 };
  return { ...toJudgement({ ...none, embedding: unit }), ...said };
}

let usual: Seen | undefined;

/** A picture in which nothing is wrong, but for what is said. */
export function sound(
  id: string,
  { look, ...rest }: { look?: Partial<Seen>; judgement?: Judgement; artist?: string } = {},
): Sound {
  usual ??= lookAt(drawn(64, 56, clouds(1)));
  // Hashes of different pictures differ in half of their bits.
  const hash = createHash('sha256').update(id).digest('hex').slice(0, 16);
  return {
    picture: {
      ...{ id, file: `${id}.png`, path: `/${id}.png`, artist: rest.artist ?? 'ann' },
      ...{ died: undefined, year: undefined, colourfulness: undefined },
      ...{ style: '', genre: '', title: '', source: '', licence: '' },
    },
    look: { ...usual, width: 320, height: 280, hash, ...look },
    judgement: rest.judgement,
  };
}
