import { serveWorkChange, serveWorkDeletion } from '@/lib/server/gallery/requests';

interface Context {
  params: Promise<{ id: string }>;
}

/** `PATCH /works/<id>/record`: changes title, note or visibility. */
export async function PATCH(request: Request, { params }: Context): Promise<Response> {
  return serveWorkChange(request, (await params).id);
}

/** `DELETE /works/<id>/record`: deletes the work. */
export async function DELETE(request: Request, { params }: Context): Promise<Response> {
  return serveWorkDeletion(request, (await params).id);
}
