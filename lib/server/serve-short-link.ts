import { addressKey } from './address-header';
import { personOf } from './auth/session';
import { withDatabase } from './database/server';
import { readOwnJson } from './request';
import { errorResponse } from './respond';
import { serverLimit } from './server-limits';
import { createShortLink, shortLinkSchema } from './short-links';
import { parseInput } from './works/input';

/** The longest code as JSON, and some. */
const MAX_BYTES = 20_000;

/** Short links that one client may make in ten minutes. */
const MOST = { points: 60, seconds: 600, refusal: 'These are many short links at once.' };

/** Makes a short link: `{ "code": … }` in, `{ "path": "/s/…" }` out. Never throws. */
export async function serveNewShortLink(request: Request): Promise<Response> {
  try {
    const { code } = parseInput(shortLinkSchema, await readOwnJson(request, MAX_BYTES));
    await serverLimit('short-links', MOST)(addressKey(request.headers), 1);
    const person = await personOf(request.headers);
    const slug = await withDatabase((db) => createShortLink(db, code, person?.id));
    return Response.json(
      { path: `/s/${slug}` },
      { status: 201, headers: { 'Cache-Control': 'no-store', Location: `/s/${slug}` } },
    );
  } catch (thrown) {
    return errorResponse(thrown);
  }
}
