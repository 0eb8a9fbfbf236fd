/** The commands that make a model of this kind from somebody's own pictures. */
import { z } from 'zod';

import type { Card } from './card';

export interface Command {
  readonly does: string;
  /** One line of a shell. */
  readonly line: string;
}

const RUN = 'npm run -s sfumato --';

/** Recipes of `train gan`, by the architecture that they train. */
const GAN_PRESETS: Readonly<Record<string, string>> = {
  fastgan: 'landscapes-128',
  'conditional-dcgan': 'landscapes-64',
  dcgan: 'classic',
};

/** What of a run's options the commands name. One that is written otherwise leaves the others be. */
const trainingSchema = z.object({
  resolution: z.number().optional().catch(undefined),
  selection: z
    .object({ genres: z.array(z.string()), classKinds: z.array(z.string()), minCount: z.number() })
    .partial()
    .optional()
    .catch(undefined),
  /** Names of frozen networks; early runs had one alone. */
  features: z
    .union([z.string().transform((one) => [one]), z.array(z.string())])
    .optional()
    .catch(undefined),
  options: z.object({ depth: z.number() }).partial().optional().catch(undefined),
  minimumCounts: z.object({ artist: z.number() }).optional().catch(undefined),
});
type Training = z.infer<typeof trainingSchema>;

/** Empty for kinds whose commands are not known here. */
export function recipeFor(card: Card): Command[] {
  const training = trainingSchema.parse(card.training.options);
  switch (card.kind) {
    case 'generator':
      return paint(card, training);
    case 'classifier':
      return tell(card, training);
    case 'stylizer':
      return stylize(training);
    default:
      return [];
  }
}

/** `--features path/to/a,path/to/b` */
const featuresFlag = (names: readonly string[]) =>
  `--features ${names.map((name) => `path/to/${name}`).join(',')}`;

/** Portraits are cut to squares in a way of their own; where genres are classes, they compose; large pictures are few. */
function presetOf({ architecture }: Card, { selection, resolution }: Training): string | undefined {
  if (architecture === 'fastgan') {
    if (selection?.genres?.join() === 'portrait') return 'portraits-128';
    if (selection?.classKinds?.includes('genre')) return 'paintings-128';
    if (resolution === 256) return 'landscapes-256';
  }
  return GAN_PRESETS[architecture];
}

function paint(card: Card, training: Training): Command[] {
  const { selection, features } = training;
  const preset = presetOf(card, training);
  const flags = [
    '--data path/to/paintings.csv',
    preset ? `--preset ${preset}` : `--generator ${card.architecture}`,
    ...(selection?.genres?.length ? [`--genre ${selection.genres.join(',')}`] : []),
    ...(selection?.minCount ? [`--min-count ${selection.minCount}`] : []),
    ...(features?.length ? [featuresFlag(features)] : []),
  ];
  const name = preset ?? card.architecture;
  return [
    { does: 'Train', line: `${RUN} train gan ${flags.join(' ')}` },
    {
      does: 'Put it where the app serves it',
      line: `${RUN} export runs/001-${name} --id my-model --title "My model"`,
    },
    {
      does: 'Measure it',
      line: `${RUN} evaluate generator my-model --data path/to/paintings.csv --features path/to/mobilenet-v2`,
    },
  ];
}

function tell(card: Card, { options, minimumCounts }: Training): Command[] {
  const preset =
    card.architecture === 'resnet' ? `resnet-${options?.depth ?? 18}` : card.architecture;
  const strangers = '--strangers path/to/photos';
  const flags = [
    '--data path/to/paintings.csv',
    strangers,
    `--preset ${preset} --pretrained path/to/${preset}`,
    ...(minimumCounts ? [`--min-count ${minimumCounts.artist}`] : []),
  ];
  return [
    { does: 'Train', line: `${RUN} train classifier ${flags.join(' ')}` },
    {
      does: 'Put it where the app serves it',
      line: `${RUN} export runs/001-${preset} --id my-painters --title "My painters"`,
    },
    {
      does: 'Measure it',
      line: `${RUN} evaluate classifier my-painters --data path/to/paintings.csv ${strangers} --run runs/001-${preset}`,
    },
  ];
}

/** What stylizers were compared through from the beginning: VGG-19, and its distilled copy. */
const STYLIZER_FEATURES = ['vgg19-block1-3', 'vgg19-16x-encoder5'];

function stylize({ features = STYLIZER_FEATURES }: Training): Command[] {
  const from = [
    '--contents path/to/photos',
    '--styles path/to/paintings.csv',
    featuresFlag(features),
  ].join(' ');
  return [
    { does: 'Train', line: `${RUN} train stylizer ${from}` },
    {
      does: 'Train on, with the encoder',
      line: `${RUN} train stylizer --preset finish --init-from runs/001-stylizer-start ${from}`,
    },
    {
      does: 'Put it where the app serves it',
      line: `${RUN} export runs/002-stylizer-finish --id my-stylizer --title "My stylizer"`,
    },
    { does: 'Measure it', line: `${RUN} evaluate stylizer my-stylizer ${from}` },
  ];
}
