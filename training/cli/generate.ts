import { mkdir } from 'node:fs/promises';
import path from 'node:path';

import type { Command } from 'commander';

import { createNodeEngine } from '@/lib/engine/node';
import { SfumatoError } from '@/lib/errors';
import { writePng } from '@/lib/image/png';
import { randomPoint } from '@/lib/latent/blend';
import { decodePoint, encodePoint } from '@/lib/latent/codec';
import { roundPsi } from '@/lib/latent/canonical';
import { mixableIds } from '@/lib/latent/mix';
import type { LatentPoint, Mix } from '@/lib/latent/point';
import { factsOf } from '@/models/facts';

import { wantedPictures } from '../evaluate/points';
import { readCards } from '../export/index-file';
import { assertNew, writeNew } from '../write-new';
import { numberBetween, positiveInteger, seedNumber } from './arguments';
import { parseMix } from './mix';
import { MODELS_DIR } from './models';
import { progressBar } from './progress';

/** Pictures drawn at once. */
const BATCH = 16;

interface Flags {
  model?: string;
  seed?: number;
  count?: number;
  mix?: Mix;
  asTrained?: boolean;
  psi?: number;
  point?: string;
  out: string;
  modelsDir: string;
  json?: boolean;
}

export function addGenerateCommand(program: Command): void {
  program
    .command('generate')
    .description(
      'Draw pictures: by model and seed into a folder, or the one behind a link’s code into a file.',
    )
    .option('--model <id>', 'model to draw with (see `models`)')
    .option('--seed <n>', 'seed of the first picture; the others count up (default 1)', seedNumber)
    .option('--count <n>', 'how many pictures (default 1)', positiveInteger)
    .option(
      '--mix <mix>',
      'e.g. "vincent-van-gogh=0.7,claude-monet=0.3" (default: by seed)',
      parseMix,
    )
    .option(
      '--as-trained',
      'single classes as often as training saw them, the others among them, at full variety: what evaluate generator measures',
    )
    .option('--psi <x>', 'variety: 0 is the mean of the mix, 1 all there is', numberBetween(0, 1.5))
    .option('--point <code>', 'the code of a link; draws that picture')
    .requiredOption(
      '--out <path>',
      'folder for the pictures; with --point the PNG file; nothing is written over',
    )
    .option('--models-dir <folder>', 'where the models are', MODELS_DIR)
    .option('--json', 'print [{file, point}] as JSON')
    .action(generate);
}

async function generate(flags: Flags): Promise<void> {
  const cards = await readCards(flags.modelsDir);
  const generators = cards.filter((card) => card.kind === 'generator');
  const catalogue = generators.map(factsOf);
  const wanted = flags.point === undefined ? fromSeeds() : fromCode(flags.point);
  if (flags.point !== undefined) await assertNew(flags.out, '--out');

  const engine = createNodeEngine({ modelsDir: flags.modelsDir });
  const bar = progressBar('Drawing');
  const drawn: { file: string; point: string }[] = [];
  for (let start = 0; start < wanted.length; start += BATCH) {
    const batch = wanted.slice(start, start + BATCH);
    const pictures = await engine.generate(batch.map(({ point }) => point));
    for (const [i, { file: wish, point }] of batch.entries()) {
      const code = encodePoint(point, catalogue);
      const folder = path.dirname(wish);
      await mkdir(folder, { recursive: true });
      const png = writePng(pictures[i]!, { code });
      const file = await writeNew(folder, path.basename(wish), png);
      drawn.push({ file, point: code });
    }
    bar.update(drawn.length, wanted.length);
  }
  bar.stop();
  await engine.dispose();
  if (flags.json) process.stdout.write(`${JSON.stringify(drawn)}\n`);
  else for (const { file, point } of drawn) process.stdout.write(`${file}  ${point}\n`);

  function fromCode(code: string): { file: string; point: LatentPoint }[] {
    for (const other of ['model', 'seed', 'count', 'mix', 'asTrained', 'psi'] as const) {
      if (flags[other] !== undefined) {
        const flag = other === 'asTrained' ? 'as-trained' : other;
        throw invalid(`--point says everything about the picture; leave out --${flag}.`);
      }
    }
    return [{ file: flags.out, point: decodePoint(code, catalogue) }];
  }

  function fromSeeds(): { file: string; point: LatentPoint }[] {
    const ids = catalogue.map((facts) => facts.id);
    const facts = catalogue.find(({ id }) => id === flags.model);
    if (!facts) {
      const there = ids.length > 0 ? `there are: ${ids.join(', ')}` : 'none is there yet';
      throw invalid(
        flags.model === undefined
          ? `Name a model with --model (${there}) or a point with --point.`
          : `There is no model "${flags.model}"; ${there}.`,
      );
    }
    const fileOf = (seed: number) => path.join(flags.out, `${facts.id}-${seed}.png`);
    const mixable = mixableIds(facts);
    for (const { classId } of flags.mix ?? []) {
      if (!mixable.includes(classId)) {
        const known = mixable.join(', ') || 'none';
        throw invalid(`${facts.id} does not know "${classId}"; its classes are: ${known}.`);
      }
    }
    const { seed: first = 1, count = 1 } = flags;
    if (flags.asTrained) {
      if (flags.mix) throw invalid('--as-trained chooses the mixes; leave out --mix.');
      const card = generators.find(({ id }) => id === facts.id)!;
      const psi = flags.psi === undefined ? 1 : roundPsi(flags.psi);
      return wantedPictures(card, { seed: first, count, psi }).map(({ point }, i) => ({
        file: fileOf((first + i) >>> 0),
        point,
      }));
    }
    return Array.from({ length: count }, (_, i) => {
      const seed = (first + i) >>> 0;
      const rolled = randomPoint(seed, facts);
      const point: LatentPoint = {
        ...rolled,
        source: { kind: 'seed', seed },
        mix: flags.mix ?? rolled.mix,
        psi: flags.psi === undefined ? rolled.psi : roundPsi(flags.psi),
      };
      return { file: fileOf(seed), point };
    });
  }
}

function invalid(message: string): SfumatoError {
  return new SfumatoError('invalid-input', message);
}
