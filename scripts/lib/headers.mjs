/**
 * Response headers that do not depend on the request. The policy for pages,
 * which carries a nonce, is made in `proxy.ts`.
 */

/** For every response. */
export const securityHeaders = [
  { key: 'X-Content-Type-Options', value: 'nosniff' },
  { key: 'X-Frame-Options', value: 'DENY' },
  { key: 'Referrer-Policy', value: 'strict-origin-when-cross-origin' },
  { key: 'Cross-Origin-Opener-Policy', value: 'same-origin' },
  {
    key: 'Permissions-Policy',
    value: [
      'accelerometer=()',
      'camera=()',
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
