/** What people name as a style on the command line. */
import { stat } from 'node:fs/promises';

import { InvalidArgumentError } from 'commander';

import type { Engine, StyleVector } from '@/lib/engine/engine';
import { SfumatoError, toSfumatoError } from '@/lib/errors';
import type { Picture } from '@/lib/image/picture';
import { decodePoint } from '@/lib/latent/codec';
import type { LatentPoint, ModelFacts } from '@/lib/latent/point';
import type { HouseStyle, StylizerCard } from '@/models/card';
import { readStyleVector } from '@/models/style-vectors';

import { openPictureFile } from '../pictures/open';
import { sizedTo } from '../stylizer/optimise-picture';

/** Longer side to which generated pictures are enlarged before anything is made of them, as on the page. */
const GENERATED_SIDE = 512;

export interface NamedStyle {
  readonly name: string;
  readonly weight: number;
}

/** `claude-monet`, `picture.jpg=2`: collected, as `--style` may be given several times. */
export function collectStyle(text: string, all: readonly NamedStyle[]): NamedStyle[] {
  const match = /^(.+?)(?:=(\d+(?:\.\d+)?))?$/.exec(text.trim());
  const weight = Number(match?.[2] ?? 1);
  if (!match || !(weight > 0)) {
    throw new InvalidArgumentError('It must look like "claude-monet" or "picture.jpg=0.3".');
  }
  return [...all, { name: match[1]!, weight }];
}

export interface PictureSources {
  readonly engine: Pick<Engine, 'generate'>;
  /** Whose links are read. */
  readonly catalogue: readonly ModelFacts[];
  /** What has a name but no picture. */
  readonly houseStyles: readonly Pick<HouseStyle, 'id'>[];
}

export interface StyleSources {
  readonly card: StylizerCard;
  readonly engine: Pick<Engine, 'encodeStyle' | 'generate'>;
  readonly catalogue: readonly ModelFacts[];
  /** Shorter side at which pictures of styles are looked at. */
  readonly side: number;
}

/** The vector of a style of the house, or of a picture. @throws SfumatoError as `pictureOf` does. */
export async function vectorOf(
  name: string,
  { card, engine, catalogue, side }: StyleSources,
): Promise<StyleVector> {
  const known = card.styles.find(({ id }) => id === name);
  if (known) return readStyleVector(known.vector);
  const picture = await pictureOf(name, { engine, catalogue, houseStyles: card.styles });
  return engine.encodeStyle(card.id, picture, side);
}

/**
 * The picture that a file or a link's code stands for.
 * @throws SfumatoError `invalid-input` for what stands for none; what reading a link of another
 * version and the engine throw.
 */
export async function pictureOf(
  name: string,
  { engine, catalogue, houseStyles }: PictureSources,
): Promise<Picture> {
  if (await stat(name).catch(() => undefined)) return (await openPictureFile(name)).picture;
  if (houseStyles.some(({ id }) => id === name)) {
    throw new SfumatoError(
      'invalid-input',
      `"${name}" is a style of the house, which has no picture; name a picture file.`,
    );
  }
  const [drawn] = await engine.generate([pointOf(name, catalogue)]);
  if (!drawn) throw new SfumatoError('internal', 'The engine drew nothing. Try again.');
  return sizedTo(drawn, GENERATED_SIDE);
}

function pointOf(name: string, catalogue: readonly ModelFacts[]): LatentPoint {
  try {
    return decodePoint(name, catalogue);
  } catch (thrown) {
    const cause = toSfumatoError(thrown);
    // Of a link that was one, the sentence says what is wrong with it.
    if (cause.code !== 'invalid-code') throw cause;
    throw new SfumatoError(
      'invalid-input',
      `"${name}" is no style (\`sfumato styles\` lists them), no picture file, and no code of a link to a picture.`,
      { cause },
    );
  }
}
