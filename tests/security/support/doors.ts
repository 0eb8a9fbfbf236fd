/** The server's handlers by their addresses, called as the network would call them. */
import type { NextRequest } from 'next/server';

import { DELETE as deleteAccount, PATCH as patchAccount } from '@/app/api/account/route';
import { GET as getExport } from '@/app/api/account/export/route';
import { DELETE as deleteSession } from '@/app/api/account/sessions/[id]/route';
import { DELETE as deleteSessions } from '@/app/api/account/sessions/route';
import { POST as postWorks } from '@/app/api/account/works/route';
import { POST as postKept } from '@/app/api/account/works/kept/route';
import { GET as getAuth, POST as postAuth } from '@/app/api/auth/[...route]/route';
import { GET as getEmbed } from '@/app/embed/[id]/route';
import { GET as getOwn } from '@/app/account/works/more/route';
import { GET as getKeeping } from '@/app/gallery/keeping/route';
import { GET as getMore } from '@/app/gallery/more/route';
import { GET as getMetrics } from '@/app/metrics/route';
import { POST as postShortLink } from '@/app/s/route';
import { GET as getFamily } from '@/app/works/[id]/family/route';
import { DELETE as deleteHidden, PUT as putHidden } from '@/app/works/[id]/hidden/route';
import { DELETE as deleteWork, PATCH as patchWork } from '@/app/works/[id]/record/route';
import { POST as postReport } from '@/app/works/[id]/report/route';
import { DELETE as deleteStar, PUT as putStar } from '@/app/works/[id]/star/route';
import { POST as postWork } from '@/app/works/route';
import { serveOembed } from '@/lib/server/gallery/oembed';

type WithId = (
  request: NextRequest,
  context: { params: Promise<{ id: string }> },
) => Response | Promise<Response>;

/** Handlers of addresses with an id in them, which stands for `*`. */
const WITH_ID: Readonly<Record<string, WithId>> = {
  'DELETE /api/account/sessions/*': deleteSession,
  'GET /embed/*': getEmbed,
  'GET /works/*/family': getFamily,
  'PATCH /works/*/record': patchWork,
  'DELETE /works/*/record': deleteWork,
  'PUT /works/*/star': putStar,
  'DELETE /works/*/star': deleteStar,
  'POST /works/*/report': postReport,
  'PUT /works/*/hidden': putHidden,
  'DELETE /works/*/hidden': deleteHidden,
};

const HANDLERS: Readonly<Record<string, (request: NextRequest) => Response | Promise<Response>>> = {
  'PATCH /api/account': patchAccount,
  'DELETE /api/account': deleteAccount,
  'DELETE /api/account/sessions': deleteSessions,
  'POST /api/account/works': postWorks,
  'POST /api/account/works/kept': postKept,
  'GET /api/account/export': getExport,
  'GET /account/works/more': getOwn,
  'GET /gallery/keeping': getKeeping,
  'GET /gallery/more': getMore,
  // Its route asks Next where it is; here the request says so.
  'GET /oembed': (request) => serveOembed(request, new URL(request.nextUrl.origin)),
  'GET /metrics': getMetrics,
  'POST /s': postShortLink,
  'POST /works': postWork,
};

/** Has the handler of an address answer, as Next would find it. */
export async function dispatch(request: NextRequest): Promise<Response> {
  const { pathname } = request.nextUrl;
  const { method } = request;
  const auth = /^\/api\/auth\/(.+)$/.exec(pathname)?.[1];
  if (auth !== undefined) {
    const params = Promise.resolve({ route: auth.split('/').map(decodeURIComponent) });
    return (method === 'POST' ? postAuth : getAuth)(request, { params });
  }
  const handler = HANDLERS[`${method} ${pathname}`];
  if (handler) return handler(request);
  for (const [pattern, withId] of Object.entries(WITH_ID)) {
    const id = new RegExp(`^${pattern.replace('*', '([^/]+)')}$`).exec(
      `${method} ${pathname}`,
    )?.[1];
    if (id !== undefined) {
      return withId(request, { params: Promise.resolve({ id: decodeURIComponent(id) }) });
    }
  }
  return new Response(null, { status: 404 });
}
