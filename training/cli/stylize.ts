import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';

import { Option, type Command } from 'commander';

import type { Engine } from '@/lib/engine/engine';
import { createNodeEngine } from '@/lib/engine/node';
import { MAX_STRENGTH, stylizePicture } from '@/lib/engine/stylize';
import { SfumatoError, toSfumatoError } from '@/lib/errors';
import { keepColours } from '@/lib/image/keep-colours';
import type { Picture } from '@/lib/image/picture';
import { writePng } from '@/lib/image/png';
import { factsOf } from '@/models/facts';

import { readCards } from '../export/index-file';
import { listPictures } from '../pictures/list';
import { openPictureFile } from '../pictures/open';
import { optimisePicture, sizedTo } from '../stylizer/optimise-picture';
import { commaSeparated, numberBetween, positiveInteger } from './arguments';
import { MODELS_DIR } from './models';
import { progressBar } from './progress';
import { stopSignal } from './stop';
import {
  collectStyle,
  pictureOf,
  vectorOf,
  type NamedStyle,
  type StyleSources,
} from './style-names';
import { readStylizer } from './styles';

/** The optimisation holds features of the whole picture for every layer. */
const OPTIMISED_SIDE = 512;
const MAX_SIDE = 4096;

interface Flags {
  style: NamedStyle[];
  model?: string;
  strength: number;
  size?: number;
  brush?: number;
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
    .option('--size <px>', 'longer side of the result (default: as the picture)', positiveInteger)
    .option(
      '--brush <px>',
      'shorter side at which pictures of styles are looked at',
      positiveInteger,
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
    .option('--out <folder>', 'where the pictures go', 'stylized')
    .option('--models-dir <folder>', 'where the models are', MODELS_DIR)
    .option('--json', 'print a line of JSON for each picture')
    .action(stylize);
}

/** Paints one picture. */
type Painter = (picture: Picture, onProgress: (share: number) => void) => Promise<Picture>;

async function stylize(places: readonly string[], flags: Flags): Promise<void> {
  if (flags.style.length === 0) throw invalid('Name a style with --style; `styles` lists them.');
  if (flags.size !== undefined && flags.size > MAX_SIDE) {
    throw invalid(`Pictures are painted up to ${MAX_SIDE} pixels on the longer side.`);
  }
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
    const names = new Set<string>();
    let failed = 0;
    for (const [i, entry] of listed.entries()) {
      let line: Record<string, unknown>;
      try {
        if ('error' in entry) throw entry.error;
        const { picture } = await openPictureFile(entry.file);
        const content = flags.size ? sizedTo(picture, flags.size) : picture;
        const painted = await paint(content, (share) => bar.update(i + share, listed.length));
        const kept = flags.keepColours ? keepColours(painted, content) : painted;
        const out = path.join(flags.out, nameFor(entry.file, names));
        await writeFile(out, writePng(kept, { title: titleOf(flags) }));
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
  const sources: StyleSources = {
    ...{ card, engine, side: flags.brush },
    catalogue: await catalogueOf(flags.modelsDir),
  };
  const styles: { vector: Float32Array<ArrayBuffer>; weight: number }[] = [];
  for (const { name, weight } of flags.style) {
    styles.push({ vector: await vectorOf(name, sources), weight });
  }
  const request = { styles, strength: flags.strength };
  return (picture, onProgress) =>
    stylizePicture(engine, card.id, picture, request, { onProgress, signal });
}

async function optimiser(engine: Engine, flags: Flags, signal: AbortSignal): Promise<Painter> {
  const [style, ...others] = flags.style;
  if (others.length > 0 || flags.strength !== 1) {
    throw invalid('The optimisation takes one style, at full strength.');
  }
  const { features } = flags;
  if (!features) throw invalid('Name the networks to compare pictures through with --features.');
  if ((flags.size ?? 0) > OPTIMISED_SIDE) {
    throw invalid(`The optimisation paints up to ${OPTIMISED_SIDE} pixels on the longer side.`);
  }
  const catalogue = await catalogueOf(flags.modelsDir);
  const wanted = await pictureOf(style!.name, { engine, catalogue });
  const side = flags.brush ?? 256;
  return (picture, onProgress) => {
    const content = sizedTo(
      picture,
      Math.min(OPTIMISED_SIDE, Math.max(picture.width, picture.height)),
    );
    return optimisePicture(content, wanted, {
      ...{ features, steps: flags.steps, side, signal },
      onProgress: (step, steps) => onProgress(step / steps),
    });
  };
}

async function catalogueOf(modelsDir: string) {
  const cards = await readCards(modelsDir);
  return cards.flatMap((card) => (card.kind === 'generator' ? [factsOf(card)] : []));
}

function titleOf({ style }: Flags): string {
  return `In the style of ${style.map(({ name }) => path.basename(name)).join(', ')}`;
}

/** `photo.jpg` → `photo.png`; a second one of that name gets a number. */
function nameFor(file: string, taken: Set<string>): string {
  const stem = path.basename(file, path.extname(file));
  let name = `${stem}.png`;
  for (let i = 2; taken.has(name); i++) name = `${stem}-${i}.png`;
  taken.add(name);
  return name;
}

function invalid(message: string): SfumatoError {
  return new SfumatoError('invalid-input', message);
}
