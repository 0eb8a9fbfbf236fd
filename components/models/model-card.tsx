import Link from 'next/link';
import type { ReactNode } from 'react';

import { Button } from '@/components/ui/button';
import {
  classGroups,
  kindInWords,
  openingPoint,
  paintersOf,
  type ShownCard,
} from '@/lib/models-view/card';
import type { Curves } from '@/lib/models-view/curves';
import { directionViews } from '@/lib/models-view/directions';
import { paintedClasses, toldArtists, type Evaluation } from '@/lib/models-view/evaluation';
import { learnedFrom } from '@/lib/models-view/learned';
import { metricGroups } from '@/lib/models-view/metrics';
import { bytes, short, whole } from '@/lib/models-view/numbers';
import { recipeFor } from '@/lib/models-view/recipe';
import { totalsOf, type Structure as Built } from '@/lib/models-view/structure';
import { trainingInWords } from '@/lib/models-view/training';
import { pathOfPoint } from '@/lib/studio/links';
import { catalogue, stylizers } from '@/models/registry';

import { Blends } from './blends';
import { ClassList } from './class-list';
import { Directions } from './directions';
import { Facts, type Fact } from './facts';
import { Metrics } from './metrics';
import { Plots } from './plots';
import { Portrait } from './portrait';
import { Recipe } from './recipe';
import { Samples } from './samples';
import { Section } from './section';
import { SmallPrint } from './small-print';
import { Structure } from './structure';
import { ToldArtists } from './told-artists';
import { TrainingTime } from './training-time';
import { WeightList } from './weight-list';

export interface ShownModel extends ShownCard {
  readonly structure?: Built;
  readonly curves?: Curves;
  readonly evaluation?: Evaluation;
}

interface Part {
  readonly id: string;
  readonly title: string;
  readonly lead?: string;
  readonly content: ReactNode;
}

/** Everything there is to say about a model; what its card does not hold is left out. */
export function ModelCard({ model, others }: { model: ShownModel; others: number }) {
  const { card } = model;
  const parts = partsOf(model);
  return (
    <article className="mx-auto w-full max-w-6xl grow px-4 pt-4 pb-20 sm:px-6 sm:pt-8">
      <nav aria-label="Back" className="mb-5 text-sm">
        <Link
          href="/models"
          className="relative text-muted underline-offset-2 before:absolute before:inset-x-0 before:-inset-y-3 hover:text-ink hover:underline"
        >
          All models
        </Link>
      </nav>
      <header className="grid items-center gap-x-10 gap-y-6 md:grid-cols-[minmax(0,20rem)_minmax(0,1fr)]">
        <Portrait model={model} className="w-full max-md:max-w-80" />
        <div className="flex min-w-0 flex-col gap-5">
          <div>
            <p className="text-sm text-muted">
              {kindInWords(card.kind).name}, version {card.version}
            </p>
            <h1 className="mt-1 text-4xl font-semibold tracking-tight">{card.title}</h1>
            <p className="mt-3 max-w-[55ch] text-lg">{card.description}</p>
          </div>
          <Facts facts={factsOf(model)} />
          <div className="flex flex-wrap gap-3">
            <TryIt model={model} />
            {others > 0 && (
              <Button asChild>
                <Link href={`/models/compare?a=${card.id}`}>Compare with another</Link>
              </Button>
            )}
          </div>
        </div>
      </header>
      <div className="mt-14 grid gap-x-12 lg:grid-cols-[11rem_minmax(0,1fr)]">
        <nav aria-label="Parts of this card" className="max-lg:hidden">
          <ul className="sticky top-6 flex flex-col">
            {parts.map(({ id, title }) => (
              <li key={id}>
                <a
                  href={`#${id}`}
                  className="flex min-h-9 items-center rounded-lg py-1 text-sm leading-5 text-muted hover:text-ink pointer-coarse:min-h-11"
                >
                  {title}
                </a>
              </li>
            ))}
          </ul>
        </nav>
        <div className="flex min-w-0 flex-col gap-16">
          {parts.map(({ content, ...part }) => (
            <Section key={part.id} {...part}>
              {content}
            </Section>
          ))}
        </div>
      </div>
    </article>
  );
}

function factsOf(model: ShownModel): Fact[] {
  const { card, generator, classifier, structure } = model;
  const painters = paintersOf(model).length;
  return [
    ...(painters > 0 ? [{ label: 'Painters', value: whole(painters) }] : []),
    ...(generator
      ? [{ label: 'Pictures', value: `${generator.resolution} px`, remark: 'a side, square' }]
      : []),
    ...(classifier
      ? [{ label: 'Looks at', value: `${classifier.input.shortSide} px`, remark: 'shorter side' }]
      : []),
    {
      label: 'Parameters',
      value: short(card.parameters),
      remark: `${bytes(card.weights.bytes)} to fetch`,
    },
    ...(structure
      ? [
          {
            label: 'Multiply-adds',
            value: short(totalsOf(structure).multiplyAdds),
            remark: 'for one picture',
          },
        ]
      : []),
    ...(card.training.imagesSeen === undefined
      ? []
      : [
          { label: 'Seen in training', value: short(card.training.imagesSeen), remark: 'pictures' },
        ]),
  ].slice(0, 4);
}

function TryIt({ model }: { model: ShownModel }) {
  const way = wayToTry(model);
  return (
    way && (
      <Button asChild variant="primary">
        <Link href={way.href} prefetch={false}>
          {way.label}
        </Link>
      </Button>
    )
  );
}

function wayToTry({ card, generator, classifier }: ShownModel) {
  if (classifier) return { href: '/identify', label: 'Show it a picture' };
  // Transfer paints with the first stylizer there is.
  if (card.id === stylizers[0]?.id) return { href: '/transfer', label: 'Have it paint a picture' };
  if (!generator || !isServed(generator.id)) return undefined;
  return { href: pathOfPoint(openingPoint(generator), catalogue), label: 'Play in the Studio' };
}

const isServed = (id: string) => catalogue.some((facts) => facts.id === id);

function partsOf(model: ShownModel): Part[] {
  const { card, generator, classifier, structure, curves, evaluation } = model;
  const groups = metricGroups(model);
  const commands = recipeFor(card);
  const told = evaluation ? toldArtists(evaluation) : [];
  const painted = paintedClasses(evaluation);
  const named = classGroups(model);
  const served = generator && isServed(generator.id);
  const directions = directionViews(generator?.directions ?? []);
  const blends = evaluation?.blends ?? [];
  // What is drawn from its numbers above need not come once more as a file.
  const plots = card.plots.filter(({ file }) => blends.length === 0 || !file.includes('blend'));
  const parts: (Part | false | undefined)[] = [
    {
      id: 'learned-from',
      title: 'What it learned from',
      content: <LearnedFrom model={model} />,
    },
    (card.sheets.length > 0 || curves !== undefined) && {
      id: 'training',
      title: 'How it learned',
      lead: trainingInWords(card, curves),
      content: (
        <TrainingTime
          model={card.id}
          sheets={card.sheets}
          curves={curves}
          exported={card.training.imagesSeen}
        />
      ),
    },
    served && {
      id: 'samples',
      title: named.length > 1 ? named.map(({ title }) => title).join(' · ') : 'Painter by painter',
      lead: `The same motifs in ${named.length > 1 ? 'all that it knows by name' : 'every hand it knows'}.${painted ? ` Under each name: how often a classifier recognises ${named.length > 1 ? 'it' : 'the painter'} in generated pictures.` : ''}`,
      content: (
        <Samples model={card.id} size={card.weights.bytes} groups={named} judged={painted} />
      ),
    },
    classifier !== undefined &&
      told.length > 0 && {
        id: 'painters',
        title: 'Painter by painter',
        lead: 'How it does on paintings that it did not learn from.',
        content: <ToldArtists artists={classifier.artists} told={told} />,
      },
    blends.length > 0 && {
      id: 'blends',
      title: 'What becomes of a blend',
      lead: 'Two painters mixed from all of one to all of the other: the share of the first that a classifier sees. On the diagonal it sees what was asked for.',
      content: (
        <Blends
          blends={blends}
          names={new Map((card.classes ?? []).map(({ id, name }) => [id, name]))}
        />
      ),
    },
    directions.length > 0 && {
      id: 'directions',
      title: 'What its directions change',
      lead: 'How surely a step along each does what it is named after, and what else it moves. Numbers are rank correlations: 1 is always, 0 no more than by chance.',
      content: <Directions directions={directions} />,
    },
    groups.length > 0 && {
      id: 'measured',
      title: 'What was measured',
      lead: 'Every value with what it is held against: the tick on its scale.',
      content: <Metrics groups={groups} />,
    },
    plots.length > 0 && {
      id: 'plots',
      title: 'Plots of the evaluation',
      content: <Plots model={card.id} plots={plots} />,
    },
    {
      id: 'build',
      title: 'How it is built',
      lead: `${architectureInWords(card.architecture)}, from ${structure ? 'top to bottom' : 'its weights'}.`,
      content: structure ? (
        <Structure structure={structure} />
      ) : (
        <WeightList entries={card.weights.entries} />
      ),
    },
    card.limits.length > 0 && {
      id: 'limits',
      title: 'What it cannot do',
      content: (
        <ul className="flex max-w-[65ch] list-disc flex-col gap-2 pl-5 marker:text-accent">
          {card.limits.map((limit) => (
            <li key={limit}>{limit}</li>
          ))}
        </ul>
      ),
    },
    commands.length > 0 && {
      id: 'own',
      title: 'Train one of your own',
      lead: `From a folder of pictures and a table beside it that says who painted what${card.kind === 'stylizer' ? ', and a folder of photographs to paint' : ''}. The app serves what was exported after the next build.`,
      content: <Recipe commands={commands} />,
    },
    { id: 'terms', title: 'Terms and small print', content: <SmallPrint card={card} /> },
  ];
  return parts.filter((part): part is Part => Boolean(part));
}

const ARCHITECTURES: Readonly<Record<string, string>> = {
  dcgan: 'A DCGAN (Radford et al. 2016)',
  'conditional-dcgan': 'A DCGAN (Radford et al. 2016) with painters as vectors',
  fastgan: 'A light FastGAN (Liu et al. 2021)',
  'mobilenet-v2': 'A MobileNetV2 (Sandler et al. 2018)',
  resnet: 'A ResNet (He et al. 2015)',
  stylizer:
    'An encoder of styles and a painter that they set (Ghiasi et al. 2017; Huang and Belongie 2017)',
};
const architectureInWords = (name: string) => ARCHITECTURES[name] ?? `Architecture “${name}”`;

function LearnedFrom({ model }: { model: ShownModel }) {
  const { card } = model;
  const { saw, leftOut } = learnedFrom(model);
  return (
    <div className="flex flex-col gap-9">
      <div className="grid gap-x-10 gap-y-6 md:grid-cols-2">
        {(saw.length > 0 || card.data.source !== undefined) && (
          <Sentences title="It saw" sentences={[...saw, sourceInWords(card)]} />
        )}
        {leftOut.length > 0 && <Sentences title="It did not see" sentences={leftOut} />}
      </div>
      {classGroups(model).map(({ title, classes }) => (
        <ClassList key={title} title={title} classes={classes} />
      ))}
    </div>
  );
}

const sourceInWords = ({ data }: ShownModel['card']) =>
  data.source === undefined ? '' : `From: ${data.source.replace(/\.$/, '')}.`;

function Sentences({ title, sentences }: { title: string; sentences: readonly string[] }) {
  return (
    <div>
      <h3 className="mb-2 text-base font-semibold">{title}</h3>
      <ul className="flex max-w-[60ch] flex-col gap-1.5">
        {sentences.filter(Boolean).map((sentence) => (
          <li key={sentence}>{sentence}</li>
        ))}
      </ul>
    </div>
  );
}
