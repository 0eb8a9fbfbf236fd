import type { NextRequest } from 'next/server';

import { serveKeeping } from '@/lib/server/gallery/own';

/**
 * `GET /gallery/keeping?parent=…&parent=…&key=…`: whether one is signed in, the works named, as
 * far as one may see them, and what one kept under this key before.
 */
export function GET(request: NextRequest): Promise<Response> {
  const query = request.nextUrl.searchParams;
  const saveKey = query.get('key');
  return serveKeeping(request, {
    parents: query.getAll('parent'),
    ...(saveKey !== null && { saveKey }),
  });
}
