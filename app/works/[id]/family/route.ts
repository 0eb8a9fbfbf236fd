import type { NextRequest } from 'next/server';

import { serveFamily } from '@/lib/server/gallery/requests';

/** `GET /works/<id>/family`: who it grew from and what grew from it; `?relatives=1` for all of them. */
export async function GET(
  request: NextRequest,
  { params }: { params: Promise<{ id: string }> },
): Promise<Response> {
  const relatives = request.nextUrl.searchParams.get('relatives') === '1';
  return serveFamily(request, (await params).id, relatives);
}
