import { serveHiding } from '@/lib/server/gallery/requests';

interface Context {
  params: Promise<{ id: string }>;
}

/** `PUT /works/<id>/hidden`: an administrator takes the work out of sight. */
export async function PUT(request: Request, { params }: Context): Promise<Response> {
  return serveHiding(request, (await params).id, true);
}

/** `DELETE /works/<id>/hidden`: an administrator shows it (again). */
export async function DELETE(request: Request, { params }: Context): Promise<Response> {
  return serveHiding(request, (await params).id, false);
}
