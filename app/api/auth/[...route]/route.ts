import { serveAuth } from '@/lib/server/auth/handle';

interface AuthRoute {
  params: Promise<{ route: string[] }>;
}

async function serve(request: Request, { params }: AuthRoute): Promise<Response> {
  return serveAuth(request, (await params).route);
}

/** Signing in, by next-auth: `csrf`, `signin/<provider>`, `callback/<provider>`. */
export { serve as GET, serve as POST };
