/**
 * A card as the Models screen reads it: what all kinds have in common, checked leniently,
 * so that a kind that this version does not know is shown as far as it can be.
 */
import { z } from 'zod';

import { groupsOf, isLearned } from '@/lib/latent/classes';
import type { LatentPoint } from '@/lib/latent/point';
import {
  classSchema,
  classifierCardSchema,
  generatorCardSchema,
  type ClassifierCard,
  type GeneratorCard,
  type ModelClass,
} from '@/models/card';

const metricSchema = z.object({
  name: z.string(),
  value: z.number(),
  definition: z.string().default(''),
  command: z.string().optional(),
  family: z.string().optional(),
  count: z.number().optional(),
  data: z.string().optional(),
  seed: z.number().optional(),
  standardError: z.number().optional(),
  reference: z.number().optional(),
});

const fileName = z.string().regex(/^[a-zA-Z0-9][a-zA-Z0-9._-]*$/);

const cardSchema = z.looseObject({
  id: z.string().regex(/^[a-z0-9][a-z0-9-]{0,39}$/),
  kind: z.string(),
  title: z.string(),
  version: z.number(),
  description: z.string().default(''),
  architecture: z.string().default(''),
  options: z.record(z.string(), z.unknown()).default({}),
  parameters: z.number(),
  weights: z.object({
    bytes: z.number(),
    dtype: z.string().default(''),
    sha256: z.string().default(''),
    entries: z.array(z.object({ name: z.string(), shape: z.array(z.number()) })).default([]),
  }),
  training: z
    .object({
      imagesSeen: z.number().optional(),
      backend: z.string().optional(),
      seconds: z.number().optional(),
      options: z.record(z.string(), z.unknown()).default({}),
    })
    .default({ options: {} }),
  data: z
    .object({
      pictures: z.number().optional(),
      selection: z.string().optional(),
      source: z.string().optional(),
      terms: z.string().optional(),
    })
    .default({}),
  metrics: z.array(metricSchema).default([]),
  limits: z.array(z.string()).default([]),
  licence: z.string().default(''),
  resolution: z.number().optional(),
  classes: z.array(classSchema).optional(),
  sheets: z.array(z.object({ file: fileName, imagesSeen: z.number() })).default([]),
  plots: z.array(z.object({ file: fileName, caption: z.string() })).default([]),
});

export type Card = z.infer<typeof cardSchema>;
export type Metric = Card['metrics'][number];

/** A card, and as what it can be used. */
export interface ShownCard {
  readonly card: Card;
  readonly generator?: GeneratorCard;
  readonly classifier?: ClassifierCard;
}

/** Undefined for what is no card at all. */
export function readCard(json: unknown): ShownCard | undefined {
  const card = cardSchema.safeParse(json).data;
  if (!card) return undefined;
  if (card.kind === 'generator') {
    const generator = generatorCardSchema.safeParse(json).data;
    return { card, ...(generator ? { generator } : {}) };
  }
  if (card.kind === 'classifier') {
    const classifier = classifierCardSchema.safeParse(json).data;
    return { card, ...(classifier ? { classifier } : {}) };
  }
  return { card };
}

/** What a kind of model is called, and what it does, in a few words. */
export function kindInWords(kind: string): { name: string; does: string } {
  switch (kind) {
    case 'generator':
      return { name: 'Generator', does: 'paints pictures' };
    case 'classifier':
      return { name: 'Classifier', does: 'looks at pictures and names painters' };
    case 'stylizer':
      return { name: 'Stylizer', does: 'paints a picture anew in the manner of another' };
    default:
      return { name: kind.charAt(0).toUpperCase() + kind.slice(1), does: '' };
  }
}

/** All that a model knows by name. */
export const classesOf = ({ card, classifier }: ShownCard): readonly ModelClass[] =>
  classifier
    ? [...classifier.artists, ...classifier.styles, ...classifier.genres]
    : (card.classes ?? []).filter(isLearned);

/** The groups of classes that a model knows, the most pictures first. */
export function classGroups(shown: ShownCard) {
  return groupsOf(classesOf(shown)).map(({ title, classes }) => ({
    title,
    classes: [...classes].sort((a, b) => b.count - a.count),
  }));
}

/** The painters that a model knows by name. */
export const paintersOf = (shown: ShownCard) =>
  classesOf(shown).filter(({ kind }) => kind === 'artist');

/** The point that a generator opens with. */
export function openingPoint({ id, opening }: GeneratorCard): LatentPoint {
  const { seed, mix, psi } = opening;
  return { model: id, source: { kind: 'seed', seed }, mix, psi };
}

const indexSchema = z.array(z.looseObject({ id: z.string(), kind: z.string() }));

/** Ids of all models, in the order of the index. */
export function readIndex(json: unknown): string[] {
  return (indexSchema.safeParse(json).data ?? []).map(({ id }) => id);
}
