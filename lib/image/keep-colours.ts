import { SfumatoError } from '@/lib/errors';

import type { Picture } from './picture';

/**
 * A painted picture with the colours of what it was painted from: its light and dark, with
 * the content's hue and saturation (Gatys et al. 2016, "Preserving Color in Neural Artistic
 * Style Transfer", section 4). Luma and the two differences of Rec. 601; where a colour lies
 * outside of what can be shown, it is moved towards grey of its luma, not cut off.
 *
 * @throws SfumatoError `invalid-input` if the pictures differ in size.
 */
export function keepColours(painted: Picture, content: Picture): Picture {
  const { width, height } = painted;
  if (content.width !== width || content.height !== height) {
    throw new SfumatoError(
      'invalid-input',
      'The picture whose colours are kept must be of the same size as the painted one.',
    );
  }
  const data = new Uint8ClampedArray(painted.data.length);
  for (let i = 0; i < data.length; i += 4) {
    const luma = lumaAt(painted, i);
    const contentLuma = lumaAt(content, i);
    let room = 1;
    const differences = [0, 0, 0];
    for (let c = 0; c < 3; c++) {
      const difference = content.data[i + c]! - contentLuma;
      differences[c] = difference;
      const limit = difference > 0 ? 255 - luma : luma;
      if (Math.abs(difference) > limit) room = Math.min(room, limit / Math.abs(difference));
    }
    // Assignment rounds to the nearest level.
    for (let c = 0; c < 3; c++) data[i + c] = luma + room * differences[c]!;
    data[i + 3] = painted.data[i + 3]!;
  }
  return { width, height, data };
}

function lumaAt({ data }: Picture, i: number): number {
  return 0.299 * data[i]! + 0.587 * data[i + 1]! + 0.114 * data[i + 2]!;
}
