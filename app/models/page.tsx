import type { Metadata } from 'next';

import { ModelList } from '@/components/models/model-list';

import { readModels } from './read';

const description =
  'The networks that play here: what they learned from, what was measured and what they cannot do.';

export const metadata: Metadata = {
  title: 'Models',
  description,
  openGraph: { title: 'Models · Sfumato', description },
};

export default async function ModelsPage() {
  return <ModelList models={await readModels()} />;
}
