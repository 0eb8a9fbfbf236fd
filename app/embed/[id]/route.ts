import { serveEmbed } from '@/lib/server/gallery/embed';

/** `GET /embed/<id>`: a work for a frame on somebody's page. */
export async function GET(
  request: Request,
  { params }: { params: Promise<{ id: string }> },
): Promise<Response> {
  return serveEmbed(request, (await params).id);
}
