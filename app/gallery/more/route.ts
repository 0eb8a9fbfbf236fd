import type { NextRequest } from 'next/server';

import { readView, requestOf } from '@/components/gallery/address';
import { serveGalleryPage } from '@/lib/server/gallery/requests';

/** `GET /gallery/more?…&after=…`: the page of a gallery that follows, as JSON. */
export function GET(request: NextRequest): Promise<Response> {
  const query = request.nextUrl.searchParams;
  return serveGalleryPage(request, requestOf(readView(query), query.get('after') ?? undefined));
}
