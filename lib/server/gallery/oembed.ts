import { z } from 'zod';

import { SfumatoError } from '@/lib/errors';

import { withDatabase } from '../database/server';
import { errorResponse } from '../respond';
import { getWork } from '../works/find';
import { parseInput } from '../works/input';
import { NOT_THERE } from '../works/save';
import { ANYONE } from '../works/viewer';
import { describePicture } from './cards';
import { EMBED_LABEL, EMBED_SIDE, escapeHtml } from './embed';
import { countRequest } from './limits';

/** Smaller than this nothing can be made out. */
const SMALLEST = 160;

const side = z.coerce.number().int().min(1).max(10_000).optional();

const requestSchema = z.object({
  url: z.string('Say which work: url=…').max(2000),
  format: z.enum(['json', 'xml']).default('json'),
  maxwidth: side,
  maxheight: side,
});

/**
 * Answers as oEmbed 1.0 (oembed.com, section 2) for the address of a work: an iframe of its
 * embedded page. Knows JSON only, and works that anybody may open. Never throws.
 * @param site where people reach this server
 */
export async function serveOembed(request: Request, site: URL): Promise<Response> {
  try {
    await countRequest('looking', request.headers);
    const query = Object.fromEntries(new URL(request.url).searchParams);
    const { url, format, maxwidth, maxheight } = parseInput(requestSchema, query);
    if (format !== 'json') {
      return new Response('Only format=json is known here.\n', { status: 501 });
    }
    const id = workOf(url, site);
    const work = await withDatabase((db) => getWork(db, ANYONE, id));
    const painted = describePicture(work.pictureCode);
    const title = work.title || painted?.title || 'Untitled';
    const size = sizeWithin(maxwidth, maxheight);
    const frame = new URL(`/embed/${id}`, site).href;
    return Response.json(
      {
        version: '1.0',
        type: 'rich',
        title,
        ...(work.authorName !== null && { author_name: work.authorName }),
        provider_name: 'Sfumato',
        provider_url: site.origin,
        cache_age: 3600,
        ...(painted && {
          thumbnail_url: new URL(`/p/${work.pictureCode}/picture.png?size=256`, site).href,
          thumbnail_width: 256,
          thumbnail_height: 256,
        }),
        html: `<iframe src="${escapeHtml(frame)}" width="${size.width}" height="${size.height}" style="border:0" loading="lazy" title="${escapeHtml(title)}"></iframe>`,
        ...size,
      },
      // What anybody may open, for pages of anybody.
      { headers: { 'Access-Control-Allow-Origin': '*', 'Cache-Control': 'public, max-age=300' } },
    );
  } catch (thrown) {
    return errorResponse(thrown);
  }
}

/** The id in the address of a work on this very site. @throws SfumatoError `not-found` */
function workOf(address: string, site: URL): string {
  const url = URL.canParse(address) ? new URL(address) : undefined;
  const id = /^\/(?:works|embed)\/([\w-]{1,64})\/?$/.exec(url?.pathname ?? '')?.[1];
  if (url?.host !== site.host || id === undefined) throw new SfumatoError('not-found', NOT_THERE);
  return id;
}

/** As large as wanted and allowed, square with its label. */
export function sizeWithin(
  maxWidth: number = EMBED_SIDE,
  maxHeight: number = EMBED_SIDE + EMBED_LABEL,
): { width: number; height: number } {
  const width = Math.max(SMALLEST, Math.min(EMBED_SIDE, maxWidth, maxHeight - EMBED_LABEL));
  return { width, height: width + EMBED_LABEL };
}
