/*
 * Offline play. After the first visit the app opens and plays without a network.
 *
 * - Pages: network first, so nobody online ever sees an old one; then the copy
 *   kept from the last visit; then, for a link to a picture, a walk, an arithmetic, an
 *   answer or styles, its screen with the link's code as `?open=`; then the offline page. What depends
 *   on who asks (accounts, works) is never kept.
 * - Hashed files of the build and the wasm binaries: kept at install, cache first.
 * - The index of models, their cards and the pictures beside them: network first, then the
 *   kept copy.
 * - Weights of models: left alone; the engine keeps them itself.
 *
 * `sw-manifest.js` sets `self.BUILD = { version, pages, files, cards }`. The browser
 * compares both scripts on every visit, so a new build installs a new worker. It
 * takes over once no page of the old build is open.
 */
importScripts('/sw-manifest.js');

const { version, pages, files, cards } = self.BUILD;
const FILES = `sfumato-files-${version}`;
const PAGES = `sfumato-pages-${version}`;
const CARDS = 'sfumato-cards';
const OFFLINE_PAGE = '/offline';
/** The screen that can open a link's code by itself. */
const SCREENS = {
  p: '/',
  walk: '/walk',
  arithmetic: '/arithmetic',
  identify: '/identify',
  transfer: '/transfer',
};
/** These show what is one person's. Somebody else may sit at this device next. */
const PERSONAL = /^\/(account|api|embed|gallery|sign-in|works)(\/|$)/;
/** Pages of shared points are kept as they are visited, up to this many. */
const MOST_PAGES = 40;

self.addEventListener('install', (event) => {
  event.waitUntil(install());
});

self.addEventListener('activate', (event) => {
  event.waitUntil(activate());
});

self.addEventListener('fetch', (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (request.method !== 'GET' || url.origin !== self.location.origin) return;
  if (request.mode === 'navigate') event.respondWith(page(event, url));
  else if (isFile(url.pathname)) event.respondWith(file(event));
  else if (isCard(url.pathname)) event.respondWith(card(event));
});

async function install() {
  const fileCache = await caches.open(FILES);
  await fileCache.addAll(files);
  const cardCache = await caches.open(CARDS);
  await cardCache.addAll(cards.map((path) => new Request(path, { cache: 'no-cache' })));
  const pageCache = await caches.open(PAGES);
  // One screen out of order must not cost the others their offline play.
  await Promise.all(
    pages.map(async (path) => {
      const response = await fetch(new Request(path, { cache: 'no-store' }));
      if (response.ok) await pageCache.put(path, response);
    }),
  );
}

async function activate() {
  const ours = [FILES, PAGES, CARDS];
  const names = await caches.keys();
  await Promise.all(
    names
      .filter((name) => /^sfumato-(files|pages)-/.test(name) && !ours.includes(name))
      .map((name) => caches.delete(name)),
  );
  // The very first page plays offline too, not only the next one.
  await self.clients.claim();
}

/** Files whose name or folder changes with their content. */
function isFile(path) {
  return /^\/(_next\/static|wasm|icons)\//.test(path);
}

function isCard(path) {
  return /^\/models\/(index\.json|[a-z0-9-]+\/(card\.json|poster\.png|(sheet|plot)-[a-z0-9-]+\.(webp|svg)))$/.test(
    path,
  );
}

async function file(event) {
  const cache = await caches.open(FILES);
  const kept = await cache.match(event.request, { ignoreSearch: true });
  if (kept) return withoutAddress(kept, event.request);
  const response = await fetch(event.request);
  if (response.status === 200) event.waitUntil(cache.put(event.request, response.clone()));
  return withoutAddress(response, event.request);
}

/**
 * A worker takes its address from the response, where the fragment is lost; Next's workers
 * read their parameters from it. A response without an address leaves them the request's.
 */
function withoutAddress(response, { destination }) {
  return destination === 'worker' ? new Response(response.body, response) : response;
}

async function card(event) {
  const cache = await caches.open(CARDS);
  try {
    const response = await fetch(event.request);
    if (response.status === 200) event.waitUntil(cache.put(event.request, response.clone()));
    return response;
  } catch (error) {
    const kept = await cache.match(event.request);
    if (kept) return kept;
    throw error;
  }
}

async function page(event, url) {
  const cache = await caches.open(PAGES);
  try {
    const response = await fetch(event.request);
    if (response.status === 200 && !response.redirected && !PERSONAL.test(url.pathname)) {
      event.waitUntil(keepPage(cache, keyOf(url), response.clone()));
    }
    return response;
  } catch (error) {
    const kept = await cache.match(keyOf(url));
    if (kept) return kept;
    const link = /^\/(p|walk|arithmetic|identify|transfer)\/([\w-]+)$/.exec(url.pathname);
    if (link) return Response.redirect(`${SCREENS[link[1]]}?open=${link[2]}`);
    const offline = await cache.match(OFFLINE_PAGE);
    if (offline) return offline;
    throw error;
  }
}

/** What a page is kept under: its path, and what is asked of it where that makes another page. */
function keyOf({ pathname, search }) {
  return pathname === '/models/compare' ? pathname + search : pathname;
}

async function keepPage(cache, key, response) {
  await cache.put(key, response);
  const visited = (await cache.keys()).filter(
    (request) => !pages.includes(keyOf(new URL(request.url))),
  );
  await Promise.all(
    visited.slice(0, Math.max(0, visited.length - MOST_PAGES)).map((old) => cache.delete(old)),
  );
}
