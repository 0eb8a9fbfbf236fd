import { serveSignOut } from '@/lib/server/account/handle';

/** `DELETE`: signs out in one place. */
export async function DELETE(
  request: Request,
  { params }: { params: Promise<{ id: string }> },
): Promise<Response> {
  return serveSignOut(request, (await params).id);
}
