import path from 'node:path';

import * as tf from '@tensorflow/tfjs-core';

import type { Engine } from '@/lib/engine/engine';
import type { Direction, GeneratorCard } from '@/models/card';

import type { WantedPicture } from '../points';
import { encodeSheet } from '../../gan/sheet';
import { writeNew } from '../../write-new';
import { movedPoint, vectorsOf } from './moved';

/** Amounts from left to right. */
const AMOUNTS = [-3, -2, -1, 0, 1, 2, 3];
/** Pictures that are moved along every direction, one a row. */
const ROWS = 2;

/** A PNG with a few rows for each direction, to look at what it does. */
export async function writeDirectionSheet(
  file: string,
  engine: Engine,
  card: GeneratorCard,
  directions: readonly Direction[],
  base: readonly WantedPicture[],
): Promise<void> {
  const rows = base.slice(0, ROWS);
  const z = vectorsOf(rows, card);
  const points = directions.flatMap(({ vector }) =>
    rows.flatMap(({ point }, i) =>
      AMOUNTS.map((amount) => movedPoint(point, z[i]!, vector, amount)),
    ),
  );
  const pictures = await engine.generate(points);
  const tensor = tf.tidy(() => {
    const cells = pictures.map(({ data, width, height }) => {
      const bytes = tf.tensor3d(Float32Array.from(data), [height, width, 4]);
      return tf.sub(tf.div(tf.slice(bytes, [0, 0, 0], [height, width, 3]), 127.5), 1);
    });
    return tf.stack(cells) as tf.Tensor4D;
  });
  const png = await encodeSheet(tensor, AMOUNTS.length);
  await writeNew(path.dirname(file), path.basename(file), png);
  tensor.dispose();
}
