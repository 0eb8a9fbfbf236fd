/**
 * Response headers that do not depend on the request. The policy for pages,
 * which carries a nonce, is made in `proxy.ts`.
 */

/** For every response. */
export const securityHeaders = [
  { key: 'X-Content-Type-Options', value: 'nosniff' },
  { key: 'Referrer-Policy', value: 'strict-origin-when-cross-origin' },
  { key: 'Cross-Origin-Opener-Policy', value: 'same-origin' },
  {
    key: 'Permissions-Policy',
    value: [
      'accelerometer=()',
      // Transfer paints what a camera sees. For all pages: a page that is walked to from another
      // stays under the policy of the first.
      'camera=(self)',
      'display-capture=()',
      'geolocation=()',
      'gyroscope=()',
      'microphone=()',
      'midi=()',
      'payment=()',
      'publickey-credentials-get=()',
      'serial=()',
      'usb=()',
    ].join(', '),
  },
];

/** Nobody frames a page, in browsers too old for `frame-ancestors` either. */
export const frameHeaders = [{ key: 'X-Frame-Options', value: 'DENY' }];

/** Pages that are made to stand in other sites: works to look at, with nothing to press by mistake. */
export const FRAMEABLE = /^\/embed\/[^/]+$/;

/** The same as a path of Next's: everything else. */
export const NOT_FRAMEABLE = '/((?!embed/[^/]+$).*)';

/** For a site that is reached over https: browsers never try http again here. Its neighbours may. */
export const HSTS = 'max-age=63072000';

/** For scripts, because a worker is bound by the policy that its own script came with. */
export const workerPolicy = [
  {
    key: 'Content-Security-Policy',
    value:
      "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; connect-src 'self'; " +
      "img-src 'self' blob: data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
  },
];

/** For files whose name changes with their content. */
export const immutableHeaders = [
  { key: 'Cache-Control', value: 'public, max-age=31536000, immutable' },
];

/** For files that keep their name: kept, but asked about each time. */
export const freshHeaders = [{ key: 'Cache-Control', value: 'public, max-age=0, must-revalidate' }];

/**
 * The policy of a page: scripts run only from this origin or with the nonce of
 * this very response, and nothing is asked of another origin.
 * @param {string} nonce
 * @param {boolean} development the dev server needs `eval` for stack traces
 * @param {boolean} [frameable] whether other sites may show the page in a frame
 */
export function pagePolicy(nonce, development, frameable = false) {
  return [
    "default-src 'self'",
    `script-src 'self' 'nonce-${nonce}' 'wasm-unsafe-eval'${development ? " 'unsafe-eval'" : ''}`,
    // The dev server injects styles as it goes. A `style` attribute (a slider's place, say) is
    // rendered on the server too; it can move and colour things, but not run or fetch anything
    // that the other directives do not allow.
    development ? "style-src 'self' 'unsafe-inline'" : `style-src 'self' 'nonce-${nonce}'`,
    "style-src-attr 'unsafe-inline'",
    "img-src 'self' blob: data:",
    "media-src 'self' blob:",
    "font-src 'self'",
    "connect-src 'self'",
    "worker-src 'self'",
    "manifest-src 'self'",
    "object-src 'none'",
    "frame-src 'none'",
    "base-uri 'none'",
    "form-action 'self'",
    frameable ? 'frame-ancestors *' : "frame-ancestors 'none'",
  ].join('; ');
}
