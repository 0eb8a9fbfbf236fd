import { siteUrl } from '@/app/site-url';
import { serveOembed } from '@/lib/server/gallery/oembed';

/** `GET /oembed?url=…&format=json` */
export async function GET(request: Request): Promise<Response> {
  return serveOembed(request, await siteUrl());
}
