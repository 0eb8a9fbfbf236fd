import { NextResponse, type NextRequest } from 'next/server';

import { isSecureSite } from '@/lib/server/auth/site';
import { FRAMEABLE, HSTS, pagePolicy } from '@/scripts/lib/headers.mjs';

/**
 * Gives every page a Content-Security-Policy with a fresh nonce. Next reads the
 * nonce from the request's policy and puts it on its own scripts; the layout
 * reads it from `x-nonce`. Nothing here authorises anybody: handlers do that.
 */
export function proxy(request: NextRequest): NextResponse {
  const nonce = btoa(String.fromCharCode(...crypto.getRandomValues(new Uint8Array(16))));
  const isFrameable = FRAMEABLE.test(request.nextUrl.pathname);
  const policy = pagePolicy(nonce, process.env.NODE_ENV === 'development', isFrameable);

  const headers = new Headers(request.headers);
  headers.set('x-nonce', nonce);
  headers.set('content-security-policy', policy);
  const response = NextResponse.next({ request: { headers } });
  response.headers.set('content-security-policy', policy);
  // Read when it runs, not when it is built: the same build serves http at home.
  if (isSecureSite()) {
    response.headers.set('strict-transport-security', HSTS);
  }
  return response;
}

export const config = {
  // Files that are served as they are carry the fixed headers of next.config.js.
  matcher:
    '/((?!_next/static/|models/index\\.json$|models/[^/]+/[^/]+\\.[a-z]+$|wasm/|icons/|sw\\.js$|sw-manifest\\.js$).*)',
};
