import { serveReport } from '@/lib/server/gallery/requests';

/** `POST /works/<id>/report`: tells the administrators what is wrong. */
export async function POST(
  request: Request,
  { params }: { params: Promise<{ id: string }> },
): Promise<Response> {
  return serveReport(request, (await params).id);
}
