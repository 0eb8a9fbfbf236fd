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

const trainingSchema = z.object({
  selection: z
    .object({ genres: z.array(z.string()), minCount: z.number() })
    .partial()
    .optional(),
  features: z.string().optional(),
  options: z.object({ depth: z.number() }).partial().optional(),
  minimumCounts: z.object({ artist: z.number() }).optional(),
});

/** Empty for kinds whose commands are not known here. */
export function recipeFor(card: Card): Command[] {
  const training = trainingSchema.safeParse(card.training.options).data ?? {};
  switch (card.kind) {
    case 'generator':
      return paint(card, training);
    case 'classifier':
      return tell(card, training);
    default:
      return [];
  }
}

function paint(card: Card, { selection, features }: z.infer<typeof trainingSchema>): Command[] {
  const preset = GAN_PRESETS[card.architecture];
  const flags = [
    '--data path/to/paintings.csv',
    preset ? `--preset ${preset}` : `--generator ${card.architecture}`,
    ...(selection?.genres?.length ? [`--genre ${selection.genres.join(',')}`] : []),
    ...(selection?.minCount ? [`--min-count ${selection.minCount}`] : []),
    ...(features ? [`--features path/to/${features}`] : []),
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

function tell(card: Card, { options, minimumCounts }: z.infer<typeof trainingSchema>): Command[] {
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
