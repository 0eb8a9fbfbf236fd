/** What people name as a style on the command line. */
import { stat } from 'node:fs/promises';

import { InvalidArgumentError } from 'commander';

import type { Engine, StyleVector } from '@/lib/engine/engine';
import { SfumatoError } from '@/lib/errors';
import type { Picture } from '@/lib/image/picture';
import { decodePoint } from '@/lib/latent/codec';
import type { ModelFacts } from '@/lib/latent/point';
import type { StylizerCard } from '@/models/card';
import { readStyleVector } from '@/models/style-vectors';

import { openPictureFile } from '../pictures/open';

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

export interface StyleSources {
  readonly card: StylizerCard;
  readonly engine: Pick<Engine, 'encodeStyle' | 'generate'>;
  readonly catalogue: readonly ModelFacts[];
  /** Shorter side at which pictures of styles are looked at; the card's if not given. */
  readonly side?: number | undefined;
}

/** The vector of a style of the house, or of a picture. @throws SfumatoError `invalid-input`. */
export async function vectorOf(name: string, sources: StyleSources): Promise<StyleVector> {
  const { card, engine, side } = sources;
  const known = card.styles.find(({ id }) => id === name);
  if (known) return readStyleVector(known.vector);
  return engine.encodeStyle(card.id, await pictureOf(name, sources), side);
}

/** The picture that a file or a link's code stands for. @throws SfumatoError `invalid-input`. */
export async function pictureOf(
  name: string,
  { engine, catalogue }: Pick<StyleSources, 'engine' | 'catalogue'>,
): Promise<Picture> {
  if (await stat(name).catch(() => undefined)) return (await openPictureFile(name)).picture;
  try {
    const [picture] = await engine.generate([decodePoint(name, catalogue)]);
    return picture!;
  } catch (cause) {
    throw new SfumatoError(
      'invalid-input',
      `"${name}" is no style (\`sfumato styles\` lists them), no picture file, and no code of a link.`,
      { cause },
    );
  }
}
