import type { NextRequest } from 'next/server';

import { ownRequestOf, readView } from '@/components/gallery/address';
import { serveOwnPage } from '@/lib/server/gallery/own';

/** `GET /account/works/more?…&after=…`: the page of one's own works that follows, as JSON. */
export function GET(request: NextRequest): Promise<Response> {
  const query = request.nextUrl.searchParams;
  return serveOwnPage(request, ownRequestOf(readView(query), query.get('after') ?? undefined));
}
