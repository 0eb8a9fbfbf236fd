import type { Metadata } from 'next';
import { notFound } from 'next/navigation';

import { Comparison } from '@/components/models/comparison';

import { readModels, type ModelFiles } from '../read';

export const metadata: Metadata = {
  title: 'Compare models',
  description: 'Two models side by side, at the same points as far as both know them.',
};

interface ComparePageProps {
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}

export default async function ComparePage({ searchParams }: ComparePageProps) {
  const asked = await searchParams;
  const models = await readModels();
  const named = (name: string) => models.find(({ card }) => card.id === asked[name]);
  const a = named('a') ?? models[0];
  if (!a) notFound();
  const b = named('b') ?? partnerOf(a, models);
  return <Comparison a={a} b={b} models={models.map(({ card }) => card)} />;
}

/** Another of the same kind, or else another, or else the model itself. */
function partnerOf(a: ModelFiles, models: readonly ModelFiles[]): ModelFiles {
  const others = models.filter((model) => model !== a);
  return others.find(({ card }) => card.kind === a.card.kind) ?? others[0] ?? a;
}
