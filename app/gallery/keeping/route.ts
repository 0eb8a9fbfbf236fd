import type { NextRequest } from 'next/server';

import { serveKeeping } from '@/lib/server/gallery/requests';

/** `GET /gallery/keeping?parent=…&parent=…`: whether one is signed in, and the works named, as far as one may see them. */
export function GET(request: NextRequest): Promise<Response> {
  return serveKeeping(request, request.nextUrl.searchParams.getAll('parent'));
}
