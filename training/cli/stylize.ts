import { mkdir } from 'node:fs/promises';
import path from 'node:path';

import { InvalidArgumentError, Option, type Command } from 'commander';

import type { Engine } from '@/lib/engine/engine';
import { createNodeEngine } from '@/lib/engine/node';
import { MAX_STRENGTH, mixStyles, type WeightedStyle } from '@/lib/engine/stylize';
import { SfumatoError, toSfumatoError } from '@/lib/errors';
import { keepColours } from '@/lib/image/keep-colours';
import { WORKING_PIXELS } from '@/lib/image/open/shrink';
import { writePng } from '@/lib/image/png';
import { BRUSHES, PLAIN_SETTINGS, type Brush } from '@/lib/transfer/settings';
import { MAX_SIDE } from '@/lib/transfer/sizes';
import type { ModelCard } from '@/models/card';
import { factsOf } from '@/models/facts';

import { readCards } from '../export/index-file';
import { listPictures } from '../pictures/list';
import { openPictureFile } from '../pictures/open';
import { sizedTo } from '../stylizer/optimise-picture';
import { writeNew } from '../write-new';
import { commaSeparated, numberBetween, positiveInteger } from './arguments';
import { MODELS_DIR } from './models';
import { progressBar } from './progress';
import { stopSignal } from './stop';
import { collectStyle, pictureOf, vectorOf, type NamedStyle } from './style-names';
import { readStylizer } from './styles';
import { networkPainter, optimisingPainter, type Painter } from './stylize-painters';

/** The optimisation holds features of the whole picture for every layer. */
const OPTIMISED_SIDE = 512;

interface Flags {
  style: NamedStyle[];
  model?: string;
  strength: number;
  size?: number;
  brush: Brush;
  keepColours?: boolean;
  method: 'network' | 'optimise';
  features?: string[];
  steps: number;
  out: string;
  modelsDir: string;
  json?: boolean;
}

export function addStylizeCommand(program: Command): void {
  program
    .command('stylize')
    .description('Paint pictures in a style, or in a mix of styles.')
    .argument('<content...>', 'pictures, or folders with pictures in them')
    .requiredOption(
      '--style <name[=weight]>',
      'a style (see `styles`), a picture file, or a link’s code; may be given several times',
      collectStyle,
      [] as NamedStyle[],
    )
    .option('--model <id>', 'stylizer to use (default: the first there is)')
    .option(
      '--strength <x>',
      '0 leaves the picture its own style, 1 is the wanted one',
      numberBetween(0, MAX_STRENGTH),
      1,
    )
    .option(
      '--size <px>',
      `longer side of the result (default: as the picture, ${MAX_SIDE} at most)`,
      positiveInteger,
    )
    .option(
      '--brush <px>',
      `breadth of the brush, ${BRUSHES[0]} (broad) to ${BRUSHES.at(-1)} (fine); also the shorter side at which pictures of styles are looked at`,
      brushSide,
      PLAIN_SETTINGS.brush,
    )
    .option('--keep-colours', 'keep the colours of the content')
    .addOption(
      new Option('--method <name>', 'the network, or minutes of optimisation (Gatys et al. 2016)')
        .choices(['network', 'optimise'])
        .default('network'),
    )
    .option(
      '--features <paths>',
      'for the optimisation: networks to compare pictures through, as in `train stylizer`',
      commaSeparated,
    )
    .option('--steps <n>', 'of the optimisation', positiveInteger, 300)
    .option('--out <folder>', 'where the pictures go; nothing there is written over', 'stylized')
    .option('--models-dir <folder>', 'where the models are', MODELS_DIR)
    .option('--json', 'print a line of JSON for each picture')
    .action(stylize);
}

async function stylize(places: readonly string[], flags: Flags): Promise<void> {
  if (flags.style.length === 0) throw invalid('Name a style with --style; `styles` lists them.');
  const largest = flags.method === 'optimise' ? OPTIMISED_SIDE : MAX_SIDE;
  if (flags.size !== undefined && flags.size > largest) {
    const painting =
      flags.method === 'optimise' ? 'The optimisation paints' : 'Pictures are painted';
    throw invalid(`${painting} up to ${largest} pixels on the longer side.`);
  }
  const wanted = flags.size ?? largest;
  // Opening halves a picture as often as it must: it keeps at least what is wanted.
  const pixels = Math.max(WORKING_PIXELS, 4 * wanted ** 2);
  const engine = createNodeEngine({ modelsDir: flags.modelsDir });
  const stop = stopSignal(() => process.stderr.write('\nStopping after this part …\n'));
  const bar = progressBar('Painting');
  try {
    const paint =
      flags.method === 'optimise'
        ? await optimiser(engine, flags, stop.signal)
        : await network(engine, flags, stop.signal);
    await mkdir(flags.out, { recursive: true });
    const listed = await listPictures(places);
    let failed = 0;
    for (const [i, entry] of listed.entries()) {
      let line: Record<string, unknown>;
      try {
        if ('error' in entry) throw entry.error;
        const { picture } = await openPictureFile(entry.file, { pixels });
        const own = Math.max(picture.width, picture.height);
        const content = sizedTo(picture, flags.size ?? Math.min(own, largest));
        const painted = await paint({ original: picture, content }, (share) =>
          bar.update(i + share, listed.length),
        );
        const kept = flags.keepColours ? keepColours(painted, content) : painted;
        const name = `${path.parse(entry.file).name}.png`;
        const png = writePng(kept, { composite: true, title: titleOf(flags) });
        const out = await writeNew(flags.out, name, png);
        line = { file: entry.file, out, width: kept.width, height: kept.height };
      } catch (thrown) {
        const error = toSfumatoError(thrown);
        if (error.code === 'cancelled') throw error;
        failed++;
        line = { file: entry.file, error: error.message };
      }
      const words = `${entry.file}  ${(line['out'] ?? line['error']) as string}`;
      process.stdout.write(`${flags.json ? JSON.stringify(line) : words}\n`);
    }
    if (failed > 0) process.exitCode = 1;
  } finally {
    bar.stop();
    stop.release();
    await engine.dispose();
  }
}

async function network(engine: Engine, flags: Flags, signal: AbortSignal): Promise<Painter> {
  const card = await readStylizer(flags.modelsDir, flags.model);
  const catalogue = catalogueOf(await readCards(flags.modelsDir));
  const { strength, brush } = flags;
  const styles: WeightedStyle[] = [];
  for (const { name, weight } of flags.style) {
    styles.push({ vector: await vectorOf(name, { card, engine, catalogue, side: brush }), weight });
  }
  const vector = mixStyles(styles);
  return networkPainter({ engine, model: card.id, vector, strength, brush, signal });
}

async function optimiser(engine: Engine, flags: Flags, signal: AbortSignal): Promise<Painter> {
  const [style, ...others] = flags.style;
  if (others.length > 0 || flags.strength !== 1) {
    throw invalid('The optimisation takes one style, at full strength.');
  }
  const { features, steps, brush } = flags;
  if (!features) throw invalid('Name the networks to compare pictures through with --features.');
  const cards = await readCards(flags.modelsDir);
  const houseStyles = cards.flatMap((card) => (card.kind === 'stylizer' ? card.styles : []));
  const sources = { engine, catalogue: catalogueOf(cards), houseStyles };
  const picture = await pictureOf(style!.name, sources);
  return optimisingPainter({ style: picture, features, steps, side: brush, signal });
}

function catalogueOf(cards: readonly ModelCard[]) {
  return cards.flatMap((card) => (card.kind === 'generator' ? [factsOf(card)] : []));
}

function titleOf({ style }: Flags): string {
  return `In the style of ${style.map(({ name }) => path.basename(name)).join(', ')}`;
}

function brushSide(text: string): Brush {
  const side = BRUSHES.find((brush) => String(brush) === text);
  if (side === undefined) {
    throw new InvalidArgumentError(`It must be one of ${BRUSHES.join(', ')}.`);
  }
  return side;
}

function invalid(message: string): SfumatoError {
  return new SfumatoError('invalid-input', message);
}
