import { headers } from 'next/headers';

import { withDatabase } from '@/lib/server/database/server';
import { PREVIEW_SIZE, PREVIEW_TYPE } from '@/lib/server/preview';
import { errorResponse } from '@/lib/server/respond';
import { servePreview } from '@/lib/server/serve';
import { getWork } from '@/lib/server/works/find';
import { ANYONE } from '@/lib/server/works/viewer';

export const alt = 'A work from the gallery of Sfumato';
export const size = PREVIEW_SIZE;
export const contentType = PREVIEW_TYPE;

/** The preview of the work's link, for works that anybody may open; previews are fetched without a session. */
export default async function Image({ params }: { params: Promise<{ id: string }> }) {
  const { id } = await params;
  try {
    const { kind, code } = await withDatabase((db) => getWork(db, ANYONE, id));
    const response = await servePreview(kind, code, await headers());
    // The picture stays for ever, the permission to see it may not.
    if (response.ok) response.headers.set('Cache-Control', 'public, max-age=3600');
    return response;
  } catch (thrown) {
    return errorResponse(thrown);
  }
}
