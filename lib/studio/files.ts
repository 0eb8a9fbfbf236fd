/** Pictures that come back: a PNG saved here knows its point. */
import { SfumatoError } from '@/lib/errors';
import { readPointCodeOfFile } from '@/lib/image/png';
import { decodePoint } from '@/lib/latent/codec';
import type { LatentPoint, ModelFacts } from '@/lib/latent/point';

/**
 * The point that a dropped, pasted or opened file shows.
 * @throws SfumatoError with a sentence that says what is wrong with the file.
 */
export async function pointOfFile(
  file: Blob & { readonly name?: string },
  catalogue: readonly ModelFacts[],
): Promise<LatentPoint> {
  const name = file.name ? `“${file.name}”` : 'This file';
  if (file.size === 0) throw new SfumatoError('invalid-input', `${name} is empty.`);
  const code = await readPointCodeOfFile(file);
  if (code !== undefined) return decodePoint(code, catalogue);
  throw new SfumatoError(
    'invalid-input',
    file.type === 'image/png'
      ? `${name} carries no point. It was not saved here, or a program removed what it carried.`
      : `${name} is not a PNG saved here. Only those remember the point they show.`,
  );
}
