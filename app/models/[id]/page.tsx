import type { Metadata } from 'next';
import { notFound } from 'next/navigation';

import { ModelCard } from '@/components/models/model-card';

import { readModel, readModels } from '../read';

interface ModelPageProps {
  params: Promise<{ id: string }>;
}

export async function generateMetadata({ params }: ModelPageProps): Promise<Metadata> {
  const model = await readModel((await params).id);
  if (!model) return { title: 'No such model', robots: { index: false } };
  const { title, description } = model.card;
  return { title, description, openGraph: { title: `${title} · Sfumato`, description } };
}

export default async function ModelPage({ params }: ModelPageProps) {
  const { id } = await params;
  const models = await readModels();
  const model = models.find(({ card }) => card.id === id);
  if (!model) notFound();
  return <ModelCard model={model} others={models.length - 1} />;
}
