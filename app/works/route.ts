import { serveNewWork } from '@/lib/server/gallery/requests';

/** `POST /works`: keeps a work. */
export function POST(request: Request): Promise<Response> {
  return serveNewWork(request);
}
