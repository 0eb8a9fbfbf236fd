import { headers } from 'next/headers';

import { PREVIEW_SIZE, PREVIEW_TYPE } from '@/lib/server/preview';
import { servePreview } from '@/lib/server/serve';

export const alt = 'A generated picture, painted in the styles of this link';
export const size = PREVIEW_SIZE;
export const contentType = PREVIEW_TYPE;

export default async function Image({ params }: { params: Promise<{ code: string }> }) {
  const { code } = await params;
  return servePreview('transfer', code, await headers());
}
