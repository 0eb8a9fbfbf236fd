/** What is looked at and measured again and again: held-out pairs, and a fixed sheet. */
import * as tf from '@tensorflow/tfjs-core';

import type { Weights } from '@/models/network';
import type { StylizerNetwork } from '@/models/stylizer';

import { decodeSquare } from '../data/prepare';
import { evenly } from '../evenly';
import { encodeSheet } from '../gan/sheet';
import { readable } from '../pictures/readable';
import { heldOutPairs, type StylizerData } from './data';
import type { Measure } from './measure';
import { picturesOf } from './step';

/** Pictures that are painted at once. */
const BATCH = 4;
const SHEET = { contents: 6, styles: 8 };

export interface Validation {
  /** Distances of held-out pairs, means over all, and of pictures in their own style. */
  measure(weights: Weights): Promise<Record<string, number>>;
  /**
   * A PNG: the first row the styles, then a row for each content: itself, painted in its
   * own style, and in each of the styles.
   */
  sheet(weights: Weights): Promise<Buffer>;
}

export async function createValidation(
  network: StylizerNetwork,
  data: StylizerData,
  measure: Measure,
  { pairs, size }: { readonly pairs: number; readonly size: number },
): Promise<Validation> {
  const decode = async (files: readonly string[], side: number) =>
    Buffer.concat(await Promise.all(files.map((file) => readable(file, decodeSquare(file, side)))));
  const chosen = heldOutPairs(data, pairs);
  const contents = await decode(
    chosen.map(({ content }) => content),
    size,
  );
  const styles = await decode(
    chosen.map(({ style }) => style.file),
    size,
  );
  const sheet = sheetFiles(data);
  const sheetContents = await decode(sheet.contents, size);
  const sheetStyles = await decode(sheet.styles, size);

  const bytes = size * size * 3;
  const batchAt = (pixels: Buffer, start: number) =>
    picturesOf(pixels.subarray(start * bytes, Math.min(pairs, start + BATCH) * bytes), size);

  return {
    async measure(weights) {
      const sums = { content: 0, gram: 0, moments: 0, identity: 0 };
      for (let start = 0; start < pairs; start += BATCH) {
        const found = tf.tidy(() => {
          const pictures = batchAt(contents, start);
          const wanted = batchAt(styles, start);
          const targets = measure.targets(pictures, wanted);
          const painted = paintAs(network, weights, pictures, wanted);
          const own = paintAs(network, weights, pictures, pictures);
          const { content, gram, moments } = measure.distances(painted, targets);
          const identity = tf.mean(tf.square(tf.sub(own, pictures)), [1, 2, 3]);
          return tf.sum(tf.stack([content, gram, moments, identity]), 1);
        });
        const [content, gram, moments, identity] = await found.data();
        found.dispose();
        sums.content += content!;
        sums.gram += gram!;
        sums.moments += moments!;
        sums.identity += identity!;
      }
      const means = Object.entries(sums).map(([name, sum]) => [`heldOut/${name}`, sum / pairs]);
      return Object.fromEntries(means) as Record<string, number>;
    },

    async sheet(weights) {
      const side = size;
      const cells = tf.tidy(() => {
        const originals = tf.unstack(picturesOf(sheetContents, side)) as tf.Tensor3D[];
        const wanted = picturesOf(sheetStyles, side);
        const vectors = network.encode(weights, wanted);
        const blank = tf.fill([1, side, side, 3], -0.8) as tf.Tensor4D;
        const rows = originals.map((original) => {
          const picture = tf.expandDims(original) as tf.Tensor4D;
          const own = network.encode(weights, picture);
          const painted = tf
            .split(tf.concat([own, vectors]), vectors.shape[0] + 1)
            .map((vector) =>
              tf.tidy(() =>
                network.apply(weights, { pictures: picture, vectors: vector as tf.Tensor2D }),
              ),
            );
          return tf.concat([picture, ...painted]);
        });
        return tf.clipByValue(tf.concat([blank, blank, wanted, ...rows]), -1, 1) as tf.Tensor4D;
      });
      const columns = sheetStyles.length / (side * side * 3) + 2;
      const png = await encodeSheet(cells, columns);
      cells.dispose();
      return png;
    },
  };
}

function paintAs(
  network: StylizerNetwork,
  weights: Weights,
  pictures: tf.Tensor4D,
  styles: tf.Tensor4D,
): tf.Tensor4D {
  return network.apply(weights, { pictures, vectors: network.encode(weights, styles) });
}

/** Held-out pictures for the sheet; the styles are by those artists who have most. */
function sheetFiles({ contents, styles }: StylizerData) {
  const byArtist = new Map<string, string[]>();
  for (const { row, file } of styles.test) {
    byArtist.set(row.artist, [...(byArtist.get(row.artist) ?? []), file]);
  }
  const artists = [...byArtist.values()].sort((a, b) => b.length - a.length);
  // Half of the contents are photographs, the others paintings by those who come next.
  const painted = artists.slice(SHEET.styles, SHEET.styles + 2).map((files) => files[0]!);
  return {
    contents: [...evenly(contents.test, SHEET.contents - painted.length), ...painted],
    styles: artists.slice(0, SHEET.styles).map((files) => files[Math.floor(files.length / 2)]!),
  };
}
