import type { NextRequest } from 'next/server';

import { servePicture } from '@/lib/server/serve';

/** `GET /p/<code>/picture.png?size=512`: the point's picture, as wide as the model draws it up to 1024 pixels. */
export async function GET(
  request: NextRequest,
  { params }: { params: Promise<{ code: string }> },
): Promise<Response> {
  const { code } = await params;
  return servePicture(code, request.nextUrl.searchParams.get('size'), request.headers);
}
