/** A narrow VGG and collections of which a small stylizer learns in seconds, for tests. */
import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';

import sharp from 'sharp';

import { createRandom } from '@/lib/latent/random';
import { encodeFloat16 } from '@/models/quantize';

/** Channels of the four stages; the distilled network has 16, 32, 64 and 128. */
export const NARROW_CHANNELS = [3, 4, 4, 5] as const;
const CONVOLUTIONS = [2, 2, 4, 1];

/** Writes random weights in the layout of the distilled VGG. @returns the path without `.json`. */
export async function writeNarrowVgg(folder: string): Promise<string> {
  const random = createRandom(11);
  const shapes: [string, number[]][] = [
    ['conv0.weight', [1, 1, 3, 3]],
    ['conv0.bias', [3]],
    ...NARROW_CHANNELS.flatMap((outputs, stage) =>
      Array.from({ length: CONVOLUTIONS[stage]! }, (_, i): [string, number[]][] => {
        const inputs = i === 0 ? (NARROW_CHANNELS[stage - 1] ?? 3) : outputs;
        const name = `conv${stage + 1}${i + 1}`;
        return [
          [`${name}.weight`, [3, 3, inputs, outputs]],
          [`${name}.bias`, [outputs]],
        ];
      }).flat(),
    ),
  ];
  const parts: Uint8Array[] = [];
  let offset = 0;
  const tensors = shapes.map(([name, shape]) => {
    const size = shape.reduce((product, side) => product * side, 1);
    const scale = shape.length === 4 ? Math.sqrt(2 / (size / shape[3]!)) : 0.1;
    const values = Float32Array.from({ length: size }, () => random.gaussian() * scale);
    const bytes = new Uint8Array(encodeFloat16(values).buffer);
    parts.push(bytes);
    const entry = { name, shape, offset };
    offset += bytes.length;
    return entry;
  });
  const base = path.join(folder, 'narrow');
  await writeFile(`${base}.bin`, Buffer.concat(parts));
  await writeFile(`${base}.json`, JSON.stringify({ dtype: 'float16', tensors }));
  return base;
}

/** Eight photographs of noise on grey, and paintings by two artists in red and in blue. */
export async function paintStyles(folder: string): Promise<{ contents: string; styles: string }> {
  const random = createRandom(5);
  const side = 40;
  const paint = (name: string, colour: readonly number[]) => {
    const pixels = Uint8Array.from({ length: side * side * 3 }, (_, i) =>
      Math.max(0, Math.min(255, colour[i % 3]! + 40 * random.gaussian())),
    );
    const raw = { width: side, height: side, channels: 3 as const };
    return sharp(pixels, { raw }).png().toFile(path.join(folder, name));
  };
  await mkdir(path.join(folder, 'photos'));
  await mkdir(path.join(folder, 'paintings'));
  const lines = ['id,file,artist,style,genre,title,source'];
  for (let i = 0; i < 8; i++) await paint(`photos/${i}.png`, [128, 128, 128]);
  for (let i = 0; i < 16; i++) {
    const [artist, colour] = i % 2 ? ['anna', [200, 60, 60]] : ['bert', [60, 60, 200]];
    const title = 'abcdefghijklmnop'[i]!.repeat(3);
    lines.push(`p${i},p${i}.png,${artist as string},Baroque,,${title},s`);
    await paint(`paintings/p${i}.png`, colour as number[]);
  }
  const styles = path.join(folder, 'paintings.csv');
  await writeFile(styles, lines.join('\n'));
  return { contents: path.join(folder, 'photos'), styles };
}

const style = { network: 'vgg19-16x', style: 1 } as const;

/** Options of a run that takes seconds; `features` are missing. */
export const SMALL_RUN = {
  options: {
    styleDim: 4,
    encoderChannels: [...NARROW_CHANNELS],
    widths: [2, 2, 3, 3] as [number, number, number, number],
    blocks: 1,
  },
  batchSize: 2,
  images: 8,
  sizes: [{ until: 1, size: 16 }],
  layers: [
    { ...style, layer: 'relu21' },
    { ...style, layer: 'relu41', content: 1 },
  ],
  validationShare: 0.25,
  identityShare: 0.5,
  settlingBatches: 2,
  averageHalfLife: 8,
  snapshotImages: 8,
  validationPairs: 3,
  validationSize: 16,
  learningRate: 1e-2,
};
