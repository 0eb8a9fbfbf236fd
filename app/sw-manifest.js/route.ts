import { readFile, readdir } from 'node:fs/promises';
import { join } from 'node:path';

import models from '@/public/models/index.json';

/** Every screen opens without a network, also one that was never visited. */
const PAGES = [
  ...['/', '/walk', '/arithmetic', '/identify', '/transfer'],
  ...['/models', '/models/compare', '/offline'],
];

const ICONS = ['/icons/icon-192.png'];

/** Nearly every browser computes with SIMD; another build is kept when it is first used. */
const WASM = 'tfjs-backend-wasm-simd.wasm';

let script: Promise<string> | undefined;

/** What the service worker keeps: the files of this very build. Read once. */
export async function GET(): Promise<Response> {
  script ??= manifest();
  return new Response(await script, {
    headers: {
      'Content-Type': 'text/javascript; charset=utf-8',
      'Cache-Control': 'public, max-age=0, must-revalidate',
    },
  });
}

export const dynamic = 'force-dynamic';

async function manifest(): Promise<string> {
  const root = /* turbopackIgnore: true */ process.cwd();
  const build = join(root, process.env['NEXT_DIST_DIR'] ?? '.next');
  const version = (await readFile(join(build, 'BUILD_ID'), 'utf8')).trim();
  const assets = await readdir(join(build, 'static'), { recursive: true });
  const files = assets
    .filter((path) => /\.[a-z0-9]+$/.test(path) && !path.endsWith('.map'))
    .map((path) => `/_next/static/${path.replaceAll('\\', '/')}`)
    .sort();
  const wasm = await readdir(join(root, 'public/wasm'));
  const cards = models.map(({ id }) => `/models/${id}/card.json`);
  // The faces of models that paint.
  const posters = models.flatMap(({ id, kind }) =>
    kind === 'generator' ? [`/models/${id}/poster.png`] : [],
  );
  const contents = {
    version,
    pages: [...PAGES, ...models.map(({ id }) => `/models/${id}`)],
    files: [...files, ...ICONS, ...wasm.map((release) => `/wasm/${release}/${WASM}`)],
    cards: ['/models/index.json', ...cards, ...posters],
  };
  return `self.BUILD = ${JSON.stringify(contents)};\n`;
}
