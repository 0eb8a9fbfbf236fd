/** Finds the directions of an exported generator, measures them and writes them into its card. */
import { createHash } from 'node:crypto';
import { readdir } from 'node:fs/promises';
import path from 'node:path';

import type { BackendName, Engine } from '@/lib/engine/engine';
import { createNodeEngine } from '@/lib/engine/node';
import { SfumatoError } from '@/lib/errors';
import type { LatentPoint } from '@/lib/latent/point';
import type { Direction, GeneratorCard } from '@/models/card';

import { assertSameWeights, readGeneratorCard } from '../card';
import { assertGoing } from '../going';
import { wantedPictures, type WantedPicture } from '../points';
import { writeCard } from '../../export/folder';
import { dot } from '../../metrics/linear';
import { assertNew } from '../../write-new';
import { attributesNamed, attributesOf, type Attribute } from './attributes';
import { componentsOf } from './features';
import { attributeDirections, effectOn, standardise, type Moved } from './find';
import { movedPoint, vectorsOf } from './moved';
import { writeDirectionSheet } from './sheet';

export interface MeasureDirectionsOptions {
  readonly modelsDir: string;
  readonly id: string;
  readonly backend: BackendName;
  /** Ids of the attributes that directions are looked for. */
  readonly attributes: readonly string[];
  /** Pictures that directions are found from; a fifth as many are moved along each. */
  readonly count: number;
  /** Of the unnamed ones. */
  readonly components: number;
  readonly seed: number;
  /** Where to put a PNG of moved pictures. */
  readonly sheet?: string | undefined;
  readonly dryRun: boolean;
  readonly signal?: AbortSignal | undefined;
  readonly onProgress: (what: string, done: number, total: number) => void;
}

/** Shifts that are measured, in standard deviations. */
const AMOUNTS = [-2, -1, 1, 2];
/** A direction that moves its attribute less surely than this is not worth a slider. */
const LEAST_CORRELATION = 0.5;
/** A component that points the way of an attribute (cosine) is that attribute again. */
const MOST_ALIKE = 0.6;
/** More components are found than wanted, as some are attributes again. */
const SPARE = 4;
const BATCH = 32;

/** @throws SfumatoError `invalid-input` for too few pictures or attributes that there are not; `cancelled`. */
export async function measureDirections(options: MeasureDirectionsOptions): Promise<Direction[]> {
  const { modelsDir, id, count, seed } = options;
  const attributes = attributesNamed(options.attributes);
  const folder = path.join(modelsDir, id);
  const card = await readGeneratorCard(folder, id);
  if (count < 2 * card.latentDim) {
    throw new SfumatoError(
      'invalid-input',
      `Directions among ${card.latentDim} numbers need at least ${2 * card.latentDim} pictures: give a larger --count.`,
    );
  }
  await assertNew(options.sheet, '--sheet');
  const engine = createNodeEngine({ modelsDir, backend: options.backend });
  try {
    const wanted = wantedPictures(card, { count, seed, psi: 1 });
    const z = vectorsOf(wanted, card);
    const classes = wanted.map(({ classId }) => classId);
    const measure = (points: readonly LatentPoint[], what: string) =>
      attributesOfAll(engine, points, attributes, options, what);
    const measured = await measure(wanted.map(pointOf), 'Drawing');
    const scales = attributes.map((_, k) =>
      standardise(
        measured.map((values) => values[k]!),
        classes,
      ),
    );
    const named = attributeDirections(
      z,
      scales.map(({ values }) => values),
    );
    const components = await componentsOf(folder, card, wanted, {
      ...options,
      components: options.components === 0 ? 0 : options.components + SPARE,
    });
    const unnamed = components
      .filter(({ vector }) => named.every((other) => Math.abs(dot(vector, other)) < MOST_ALIKE))
      .slice(0, options.components);

    const deviations = scales.map(({ deviation }) => deviation);
    const base = wantedPictures(card, {
      ...{ count: Math.max(8, Math.round(count / 5)), psi: 1 },
      seed: (seed + count) >>> 0,
    });
    const unmoved = await measure(base.map(pointOf), 'Unmoved pictures');
    const move = (vector: readonly number[], what: string) =>
      moveAll({ card, base, unmoved, deviations }, vector, (points) => measure(points, what));

    const directions: Direction[] = [];
    for (const [k, { id: attribute, name, less, more }] of attributes.entries()) {
      const moved = await move(named[k]!, name);
      const effects = effectsOf(attributes, moved, k);
      if (effects[0]!.correlation < LEAST_CORRELATION) continue;
      directions.push(
        describe(attribute, { name, less, more, kind: 'attribute' }, named[k]!, effects),
      );
    }
    for (const [k, { vector, variance }] of unnamed.entries()) {
      const name = `Composition ${k + 1}`;
      const effects = effectsOf(attributes, await move(vector, name));
      const words = { name, less: 'one way', more: 'the other', kind: 'component' } as const;
      directions.push({
        ...describe('composition', words, vector, effects),
        variance: round(variance),
      });
    }
    if (options.sheet) await writeDirectionSheet(options.sheet, engine, card, directions, base);
    if (!options.dryRun) await writeDirections(modelsDir, card, directions);
    return directions;
  } finally {
    await engine.dispose();
  }
}

const pointOf = ({ point }: WantedPicture) => point;

/** Values of every attribute of every picture. */
async function attributesOfAll(
  engine: Engine,
  points: readonly LatentPoint[],
  attributes: readonly Attribute[],
  { signal, onProgress }: MeasureDirectionsOptions,
  what: string,
): Promise<number[][]> {
  const all: number[][] = [];
  for (let start = 0; start < points.length; start += BATCH) {
    assertGoing({ signal });
    const pictures = await engine.generate(points.slice(start, start + BATCH));
    all.push(...pictures.map((picture) => attributesOf(picture, attributes)));
    onProgress(what, all.length, points.length);
  }
  return all;
}

interface Base {
  readonly card: GeneratorCard;
  readonly base: readonly WantedPicture[];
  readonly unmoved: readonly (readonly number[])[];
  readonly deviations: readonly number[];
}

/** @param measure values of the attributes of the moved pictures */
async function moveAll(
  { card, base, unmoved, deviations }: Base,
  vector: readonly number[],
  measure: (points: readonly LatentPoint[]) => Promise<number[][]>,
): Promise<Moved[]> {
  const z = vectorsOf(base, card);
  const steps = base.flatMap(({ point }, i) =>
    AMOUNTS.map((amount) => ({ i, amount, point: movedPoint(point, z[i]!, vector, amount) })),
  );
  const values = await measure(steps.map(({ point }) => point));
  return steps.map(({ i, amount }, s) => ({
    amount,
    changes: values[s]!.map((value, k) =>
      deviations[k]! > 0 ? (value - unmoved[i]![k]!) / deviations[k]! : 0,
    ),
  }));
}

/** What a direction does to every attribute; its own one first. */
function effectsOf(
  attributes: readonly Attribute[],
  moved: readonly Moved[],
  own?: number,
): Direction['effects'] {
  const effects = attributes.map(({ id: attribute }, k) => {
    const { correlation, slope } = effectOn(moved, k);
    return { attribute, correlation: round(correlation), slope: round(slope) };
  });
  return own === undefined ? effects : [effects[own]!, ...effects.filter((_, k) => k !== own)];
}

function describe(
  stem: string,
  words: Pick<Direction, 'name' | 'less' | 'more' | 'kind'>,
  vector: readonly number[],
  effects: Direction['effects'],
): Direction {
  const rounded = vector.map((x) => Math.round(x * 1e5) / 1e5 || 0);
  const print = createHash('sha256').update(rounded.join(' ')).digest('hex').slice(0, 4);
  return { id: `${stem}-${print}`, ...words, vector: rounded, effects };
}

const round = (value: number) => Math.round(value * 1e3) / 1e3 || 0;

async function writeDirections(
  modelsDir: string,
  measured: GeneratorCard,
  directions: Direction[],
): Promise<void> {
  const folder = path.join(modelsDir, measured.id);
  const card = await readGeneratorCard(folder, measured.id);
  assertSameWeights(measured, card);
  await writeCard(modelsDir, { ...card, directions }, await readdir(folder));
}
