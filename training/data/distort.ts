/**
 * How a picture is varied before a classifier learns from it. What tells a painter,
 * brushwork and palette, must survive; what only tells the source of a reproduction
 * (its size, compression, sharpness, stretching) must not.
 */
import sharp, { type Sharp } from 'sharp';

import type { Random } from '@/lib/latent/random';

const KERNELS = ['linear', 'cubic', 'mitchell', 'lanczos2', 'lanczos3'] as const;

export interface DistortOptions {
  /** Side of the squares, in pixels. */
  readonly size: number;
  /** The shortest crop, as a share of the picture's shorter side. */
  readonly minimumCrop: number;
  /** Crops are stretched by up to this factor, either way. */
  readonly aspectJitter: number;
  /** Share of pictures that are reduced, compressed and enlarged again. */
  readonly degrade: number;
  /** Largest relative change of brightness, contrast and saturation. */
  readonly colour: number;
}

/** Everything random about one variation, drawn before any pixel is touched. */
export interface Distortion {
  /** Of the shorter side. */
  readonly crop: number;
  /** Width over height of the crop. */
  readonly aspect: number;
  /** 0..1 of the room that the crop leaves. */
  readonly x: number;
  readonly y: number;
  readonly flip: boolean;
  readonly kernel: (typeof KERNELS)[number];
  readonly degraded?: { readonly scale: number; readonly quality: number } | undefined;
  readonly brightness: number;
  readonly contrast: number;
  readonly saturation: number;
  /** Factor on each channel: the white balance of the reproduction. */
  readonly gains: readonly [number, number, number];
}

export function drawDistortion(random: Random, options: DistortOptions): Distortion {
  const between = (low: number, high: number) => low + (high - low) * random.uniform();
  const around = (amount: number) => 1 + between(-amount, amount);
  const stretch = Math.log(options.aspectJitter);
  return {
    crop: between(options.minimumCrop, 1),
    aspect: Math.exp(between(-stretch, stretch)),
    x: random.uniform(),
    y: random.uniform(),
    flip: random.uniform() < 0.5,
    kernel: KERNELS[random.integer(KERNELS.length)]!,
    degraded:
      random.uniform() < options.degrade
        ? { scale: between(0.45, 1), quality: Math.round(between(30, 95)) }
        : undefined,
    brightness: around(options.colour),
    contrast: around(options.colour),
    saturation: around(options.colour),
    gains: [around(options.colour / 3), around(options.colour / 3), around(options.colour / 3)],
  };
}

/** @returns size × size RGB bytes. */
export async function distort(
  input: string | Buffer,
  distortion: Distortion,
  size: number,
): Promise<Buffer> {
  const { data, info } = await sharp(input, { failOn: 'error' })
    .autoOrient()
    .flatten({ background: '#ffffff' })
    .toColourspace('srgb')
    .removeAlpha()
    .raw()
    .toBuffer({ resolveWithObject: true });
  const raw = { width: info.width, height: info.height, channels: 3 as const };
  const region = cropRegion(info.width, info.height, distortion);
  const cropped = sharp(data, { raw }).extract(region);
  const { kernel, degraded } = distortion;
  let square: Sharp;
  if (degraded) {
    const side = Math.max(16, Math.round(size * degraded.scale));
    const compressed = await cropped
      .resize(side, side, { fit: 'fill', kernel })
      .jpeg({ quality: degraded.quality })
      .toBuffer();
    square = sharp(compressed).resize(size, size, { fit: 'fill', kernel });
  } else {
    square = cropped.resize(size, size, { fit: 'fill', kernel });
  }
  const bytes = await square.flop(distortion.flip).removeAlpha().raw().toBuffer();
  recolour(bytes, distortion);
  return bytes;
}

/** The crop in pixels: as tall and wide as asked for, where the picture allows it. */
export function cropRegion(width: number, height: number, { crop, aspect, x, y }: Distortion) {
  const side = Math.min(width, height) * crop;
  const root = Math.sqrt(aspect);
  const w = Math.max(1, Math.round(Math.min(width, side * root)));
  const h = Math.max(1, Math.round(Math.min(height, side / root)));
  return {
    left: Math.round(x * (width - w)),
    top: Math.round(y * (height - h)),
    width: w,
    height: h,
  };
}

/** In place. Saturation and contrast turn around grey: Rec. 601 luma, and the middle of the range. */
function recolour(bytes: Buffer, { brightness, contrast, saturation, gains }: Distortion): void {
  const [red, green, blue] = gains;
  const scale = brightness * contrast;
  const offset = 127.5 * (1 - contrast) * brightness;
  for (let i = 0; i < bytes.length; i += 3) {
    const r = bytes[i]! * red;
    const g = bytes[i + 1]! * green;
    const b = bytes[i + 2]! * blue;
    const grey = 0.299 * r + 0.587 * g + 0.114 * b;
    bytes[i] = clamp((grey + (r - grey) * saturation) * scale + offset);
    bytes[i + 1] = clamp((grey + (g - grey) * saturation) * scale + offset);
    bytes[i + 2] = clamp((grey + (b - grey) * saturation) * scale + offset);
  }
}

const clamp = (value: number) => Math.min(255, Math.max(0, Math.round(value)));
