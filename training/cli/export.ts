import { Option, type Command } from 'commander';

import { SfumatoError } from '@/lib/errors';
import type { Mix } from '@/lib/latent/point';

import { selectBackend } from '../backends/select';
import { prepareShard } from '../data/prepare';
import { exportModel } from '../export/export';
import { ganOptionsSchema } from '../gan/options';
import { Run } from '../run';
import { numberBetween, positiveInteger, seedNumber } from './arguments';
import { parseMix } from './mix';
import { MODELS_DIR } from './models';
import { CACHE_FOLDER } from './train-gan';

interface Flags {
  id: string;
  title: string;
  description: string;
  snapshot?: number;
  dtype: 'float32' | 'float16' | 'uint8';
  openingSeed?: number;
  openingMix?: Mix;
  openingVariety: number;
  dataSource: string;
  dataTerms: string;
  limit: string[];
  licence: string;
  modelsDir: string;
  json?: boolean;
}

export function addExportCommand(program: Command): void {
  program
    .command('export')
    .description('Write what a run has learned so far to where the app serves it from.')
    .argument('<run>', 'folder of the run')
    .requiredOption('--id <id>', 'id of the model: lower-case letters, digits and hyphens')
    .requiredOption('--title <text>', 'as shown to people')
    .option('--description <text>', 'one or two sentences for the card', '')
    .option(
      '--snapshot <images>',
      'the snapshot at so many images (default: the last)',
      positiveInteger,
    )
    .addOption(
      new Option('--dtype <type>', 'how the weights are stored')
        .choices(['float32', 'float16', 'uint8'])
        .default('float16'),
    )
    .option('--opening-seed <n>', 'seed of the picture that the Studio opens with', seedNumber)
    .option('--opening-mix <mix>', 'its mix, e.g. "claude-monet=0.7,paul-cezanne=0.3"', parseMix)
    .option('--opening-variety <psi>', 'its truncation', numberBetween(0, 1.5), 0.8)
    .option('--data-source <text>', 'where the pictures come from', 'a collection of its own')
    .option('--data-terms <text>', 'the terms they are offered under', 'not stated')
    .option(
      '--limit <text>',
      'something that the model cannot do; may be given several times',
      (text: string, all: string[]) => [...all, text],
      [] as string[],
    )
    .option('--licence <text>', 'licence of the weights', 'not stated')
    .option('--models-dir <folder>', 'where the app serves models from', MODELS_DIR)
    .option('--json', 'print the card as JSON')
    .action(async (folder: string, flags: Flags) => {
      await selectBackend();
      const { run, options } = await Run.open(folder);
      const dumped = options as { data: string; backend: string; gan: unknown };
      const gan = ganOptionsSchema.parse(dumped.gan);
      if (!/^[a-z0-9][a-z0-9-]{0,39}$/.test(flags.id)) {
        throw new SfumatoError(
          'invalid-input',
          `"${flags.id}" is no id: up to 40 lower-case letters, digits and hyphens.`,
        );
      }
      const shard = await prepareShard({
        collection: dumped.data,
        selection: gan.selection,
        size: gan.resolution,
        cacheFolder: CACHE_FOLDER,
      });
      const opening =
        flags.openingSeed === undefined && flags.openingMix === undefined
          ? undefined
          : {
              seed: flags.openingSeed ?? 1,
              mix: flags.openingMix ?? [],
              psi: flags.openingVariety,
            };
      const card = await exportModel({
        ...flags,
        run,
        gan,
        backend: dumped.backend,
        shard,
        opening,
        data: { source: flags.dataSource, terms: flags.dataTerms },
        limits: flags.limit,
      });
      process.stdout.write(
        flags.json
          ? `${JSON.stringify(card)}\n`
          : `${card.id} version ${card.version}: ${card.parameters} parameters, ${card.weights.bytes} bytes, ${card.training.imagesSeen} images seen.\n`,
      );
    });
}
