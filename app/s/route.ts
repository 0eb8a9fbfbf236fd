import { serveNewShortLink } from '@/lib/server/serve-short-link';

/** `POST /s` with `{ "code": … }`: a short link to a picture, a walk or an arithmetic. */
export function POST(request: Request): Promise<Response> {
  return serveNewShortLink(request);
}
