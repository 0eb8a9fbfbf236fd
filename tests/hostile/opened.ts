/** What was opened, held against what must come of the file. */
import assert from 'node:assert/strict';

import { shrunkSize } from '@/lib/image/open/shrink';
import type { OpenedPicture } from '@/lib/image/picture';

import type { Outcome } from './file';

/** Levels that coding, chroma subsampling and colour conversion may cost. */
const TOLERANCE = 14;

/** Throws where a picture is not what the file's outcome promises. */
export function expectOpened(
  { picture, format, width, height, notes }: OpenedPicture,
  outcome: Extract<Outcome, { opens: unknown }>,
): void {
  assert.deepEqual([format, width, height], outcome.opens);
  const { data, ...size } = picture;
  assert.deepEqual(size, shrunkSize(width, height));
  assert.equal(data.length, size.width * size.height * 4);
  for (let i = 3; i < data.length; i += 4) if (data[i] !== 255) assert.fail('it is not opaque');

  if (outcome.note) assert.match(notes.join(' '), outcome.note);
  else if (Math.min(width, height) >= 64) assert.deepEqual(notes, []);

  outcome.colours?.forEach((colour, quarter) => {
    const x = Math.floor((size.width * (quarter % 2 === 0 ? 1 : 3)) / 4);
    const y = Math.floor((size.height * (quarter < 2 ? 1 : 3)) / 4);
    const at = (y * size.width + x) * 4;
    const found = [...data.subarray(at, at + 3)];
    const apart = Math.max(...found.map((level, i) => Math.abs(level - colour[i]!)));
    assert.ok(apart <= TOLERANCE, `quarter ${quarter} is ${found}, not ${colour}`);
  });
}
