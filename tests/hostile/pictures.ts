/** Good pictures for the files to begin with, drawn and encoded on the spot. */
import sharp, { type Sharp } from 'sharp';

export type Colour = readonly [red: number, green: number, blue: number];

/** Upper left, upper right, lower left, lower right: tells every turn and mirroring apart. */
export const QUARTERS: readonly [Colour, Colour, Colour, Colour] = [
  [200, 30, 30],
  [30, 160, 30],
  [30, 30, 200],
  [220, 200, 40],
];

/** The colour that belongs at a place of an upright picture. */
function quarterAt(x: number, y: number, width: number, height: number): Colour {
  return QUARTERS[(y * 2 < height ? 0 : 2) + (x * 2 < width ? 0 : 1)]!;
}

/** A picture in four colours. */
export function quarters(width: number, height: number): Sharp {
  return drawn(width, height, (x, y) => quarterAt(x, y, width, height));
}

/** `quarters` by enlarging: for sizes that would take long to draw. Both must be even. */
export async function largeQuarters(width: number, height: number): Promise<Sharp> {
  const small = await quarters(2, 2).png().toBuffer();
  return sharp(small).resize(width, height, { fit: 'fill', kernel: 'nearest' });
}

function drawn(width: number, height: number, colourAt: (x: number, y: number) => Colour): Sharp {
  const data = Buffer.alloc(width * height * 3);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) data.set(colourAt(x, y), (y * width + x) * 3);
  }
  return sharp(data, { raw: { width, height, channels: 3 } });
}

/** A picture that hardly compresses, so that a half of its file is not a whole picture. */
export function noisy(width: number, height: number): Sharp {
  const data = Buffer.alloc(width * height * 3);
  for (let i = 0, state = 1; i < data.length; i++) {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0; // Numerical Recipes' generator
    data[i] = state >>> 24;
  }
  return sharp(data, { raw: { width, height, channels: 3 } });
}

/**
 * What the first row and the first column of a stored picture are when it is held
 * upright, by its orientation (EXIF 2.3, section 4.6.4).
 */
const SIDES = [
  ['top', 'left'],
  ['top', 'right'],
  ['bottom', 'right'],
  ['bottom', 'left'],
  ['left', 'top'],
  ['right', 'top'],
  ['right', 'bottom'],
  ['left', 'bottom'],
] as const;

/** A JPEG stored turned or mirrored, with an EXIF orientation of 1 to 8; upright it is `quarters`. */
export async function orientedJpeg(
  orientation: number,
  width: number,
  height: number,
): Promise<Buffer> {
  const [firstRow, firstColumn] = SIDES[orientation - 1]!;
  const sideways = firstRow === 'left' || firstRow === 'right';
  const stored = drawn(sideways ? height : width, sideways ? width : height, (column, row) => {
    const [along, across] = sideways ? [row, column] : [column, row];
    const sides = [firstRow, firstColumn] as readonly string[];
    const x = sides.includes('right') ? width - 1 - along : along;
    const y = sides.includes('bottom') ? height - 1 - across : across;
    return quarterAt(x, y, width, height);
  });
  return stored.withMetadata({ orientation }).jpeg({ quality: 95 }).toBuffer();
}

/** Frames of one colour each, as one tall picture that `sharp` takes for an animation. */
export function frames(size: number, colours: readonly Colour[]): Sharp {
  const data = Buffer.alloc(size * size * 3 * colours.length);
  colours.forEach((colour, frame) => {
    for (let i = 0; i < size * size; i++) data.set(colour, (frame * size * size + i) * 3);
  });
  const raw = {
    width: size,
    height: size * colours.length,
    channels: 3 as const,
    pageHeight: size,
  };
  return sharp(data, { raw });
}
