import type { Metadata } from 'next';

import { Notice } from '@/components/shell/notice';
import { Studio } from '@/components/studio/studio';
import { openingOf } from '@/lib/studio/opening';
import { generators } from '@/models/registry';

export const metadata: Metadata = {
  title: { absolute: 'Sfumato · Play the space between paintings' },
  alternates: { canonical: '/' },
};

export default async function StudioPage() {
  const [model] = generators;
  if (!model) {
    return (
      <Notice title="There is no model yet">
        Train one and export it with <code>npm run sfumato -- export</code>, then reload this page.
      </Notice>
    );
  }
  const { point, poster } = await openingOf(model);
  return <Studio point={point} poster={poster} link={undefined} />;
}
