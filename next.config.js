import { fileURLToPath } from 'node:url';

import { copyWasm } from './scripts/lib/copy-wasm.mjs';
import { fingerprint } from './scripts/lib/fingerprint.mjs';
import {
  frameHeaders,
  freshHeaders,
  immutableHeaders,
  NOT_FRAMEABLE,
  securityHeaders,
  workerPolicy,
} from './scripts/lib/headers.mjs';

const root = fileURLToPath(new URL('.', import.meta.url));
copyWasm(root);
const build = fingerprint(root);

/** @type {import('next').NextConfig} */
export default {
  // A second build beside the first one (tests, a second server) goes to a folder of its own.
  distDir: process.env.NEXT_DIST_DIR ?? '.next',
  // Same sources, same build: the service worker and `npm start` rely on it.
  generateBuildId: () => build,
  poweredByHeader: false,
  reactStrictMode: true,
  agentRules: false,
  // The type check is a stage of its own in `npm test`.
  typescript: { ignoreBuildErrors: true },
  // Native code and tfjs run in Node as they are; bundling them gains a server nothing.
  serverExternalPackages: [
    'sharp',
    // Reads its wasm and data files from beside itself.
    '@electric-sql/pglite',
    '@tensorflow/tfjs',
    '@tensorflow/tfjs-core',
    '@tensorflow/tfjs-backend-cpu',
    '@tensorflow/tfjs-backend-wasm',
  ],
  turbopack: { root },
  headers: async () => [
    { source: '/:path*', headers: securityHeaders },
    { source: NOT_FRAMEABLE, headers: frameHeaders },
    // A worker lives under the policy of its own script, not under the page's.
    { source: '/_next/static/:path*', headers: workerPolicy },
    { source: '/wasm/:path*', headers: immutableHeaders },
    // Weights carry their hash in the name; cards and the index do not.
    { source: '/models/:path*.bin', headers: immutableHeaders },
    { source: '/models/:path*.json', headers: freshHeaders },
    { source: '/sw.js', headers: [...freshHeaders, ...workerPolicy] },
  ],
};
