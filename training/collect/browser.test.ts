import http, { type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';

import { findChromium } from '@/scripts/lib/chromium.mjs';

import { createPageBrowser, type PageBrowser } from './browser';
import { createFetcher, type Fetcher } from './fetch/fetcher';
import { fakeClock } from './testing/setting';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));

interface Site {
  readonly port: number;
  readonly asked: string[];
  close(): void;
}

async function openSite(answer: RequestListener): Promise<Site> {
  const asked: string[] = [];
  const server = http.createServer((request, response) => {
    asked.push(request.url ?? '');
    response.setHeader('content-type', 'text/html');
    answer(request, response);
  });
  server.on('upgrade', (request, socket) => {
    asked.push(`socket ${request.url}`);
    socket.destroy();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    port: (server.address() as AddressInfo).port,
    asked,
    close() {
      server.close();
      server.closeAllConnections();
    },
  };
}

describe.skipIf(findChromium(path.resolve(ROOT)) === undefined)('a page in a browser', () => {
  let other: Site;
  let site: Site;
  let fetcher: Fetcher;
  let browser: PageBrowser;

  const pages: Readonly<Record<string, string>> = {
    '/robots.txt': 'User-agent: *\nDisallow: /private\n',
    '/good': '<title>good</title><p>Here.</p>',
    '/private/x': '<title>private</title>',
  };
  beforeAll(async () => {
    other = await openSite((_, response) => response.end('<title>other</title>'));
    const away = `127.0.0.1:${other.port}`;
    const leads: Readonly<Record<string, string>> = {
      '/away': `http://${away}/away`,
      '/script': `http://${away}/script`,
      '/inward': '/private/x',
      '/port': `http://localhost:${other.port}/port`,
    };
    // Everything that a page can ask for, and a promise of when all of it has failed.
    const busy = `<title>busy</title><script>
      const over = (target, ...names) => new Promise((done) => names.forEach((name) => target.addEventListener(name, done)));
      const script = document.createElement('script');
      script.src = '/script';
      document.head.append(script);
      window.all = Promise.all([
        over(script, 'load', 'error'),
        fetch('/script', { mode: 'no-cors' }).catch(() => 0),
        over(new WebSocket('ws://${away}/socket'), 'close'),
      ]).then(() => document.title);
    </script>`;
    site = await openSite((request, response) => {
      const { url = '' } = request;
      const location = leads[url];
      if (location !== undefined) response.writeHead(302, { location }).end();
      else if (url === '/busy') response.end(busy);
      else response.end(pages[url] ?? '');
    });
    fetcher = createFetcher({
      // Names alone tell sites apart here: both are this machine.
      allowed: { hosts: new Set(), trusted: `localhost:${site.port}` },
      ...{ userAgent: 'test', clock: fakeClock(), random: () => 0.5 },
      ...{ signal: new AbortController().signal, concurrency: 2, interval: () => 0 },
      ...{ pictureBytes: 1e6, attempts: 1 },
    });
    browser = createPageBrowser(fetcher, 'test');
  });
  afterAll(async () => {
    await browser.close();
    fetcher.close();
    for (const server of [site, other]) server.close();
  });
  beforeEach(() => {
    for (const { asked } of [site, other]) asked.length = 0;
  });
  const open = (place: string) => browser.open(new URL(place, `http://localhost:${site.port}`));

  it('is read', async () => {
    const page = await open('/good');
    expect(await page.evaluate('return document.title')).toBe('good');
    await page.close();
    expect(site.asked).toContain('/good');
  });

  it('leads to no other site, whether it redirects or its parts and sockets do', async () => {
    await expect(open('/away')).rejects.toMatchObject({ code: 'download-failed' });
    const page = await open('/busy');
    expect(await page.evaluate('return window.all')).toBe('busy');
    await page.close();
    expect(site.asked).toContain('/script');
    expect(other.asked).toEqual([]);
  });

  it.each(['/inward', '/port'])('is not read behind the redirect %s', async (place) => {
    await expect(open(place)).rejects.toMatchObject({ code: 'not-allowed' });
  });

  it('is not read once a script has left for what robots.txt forbids', async () => {
    const page = await open('/good');
    await page.evaluate('history.replaceState(null, "", "/private/x")');
    await expect(page.evaluate('return document.title')).rejects.toThrow(/robots\.txt/);
    await page.close();
  });
});
