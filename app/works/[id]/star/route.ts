import { serveStar } from '@/lib/server/gallery/requests';

interface Context {
  params: Promise<{ id: string }>;
}

/** `PUT /works/<id>/star`: gives a star. */
export async function PUT(request: Request, { params }: Context): Promise<Response> {
  return serveStar(request, (await params).id, true);
}

/** `DELETE /works/<id>/star`: takes it back. */
export async function DELETE(request: Request, { params }: Context): Promise<Response> {
  return serveStar(request, (await params).id, false);
}
