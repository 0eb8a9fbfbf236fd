import { createHash, timingSafeEqual } from 'node:crypto';
import { subscribe } from 'node:diagnostics_channel';
import type { IncomingMessage, ServerResponse } from 'node:http';

import { collectDefaultMetrics, Histogram, Registry } from 'prom-client';

import { log } from './logger';

/** One for the process: bundled routes may each have a copy of this module. */
const SHARED = Symbol.for('sfumato.metrics');
type Shared = typeof globalThis & { [SHARED]?: Registry };

/** First parts of addresses that are told apart; everything else counts as `other`. */
const ROUTES: ReadonlySet<string> = new Set(
  ['account', 'api', 'arithmetic', 'embed', 'gallery', 'healthz', 'identify', 'metrics']
    .concat([
      'models',
      'oembed',
      'offline',
      'p',
      'readyz',
      's',
      'sign-in',
      'transfer',
      'walk',
      'wasm',
    ])
    .concat(['works', '_next']),
);

/**
 * Counts and times every request that this process answers, by kind of address and never by
 * the address itself. Called once, when the server starts; calling it again changes nothing.
 */
export function measureRequests(): void {
  const shared = globalThis as Shared;
  if (shared[SHARED]) return;
  const registry = new Registry();
  shared[SHARED] = registry;
  collectDefaultMetrics({ register: registry });
  const seconds = new Histogram({
    name: 'sfumato_http_request_seconds',
    help: 'Time until a request was answered, or given up',
    labelNames: ['method', 'route', 'status'] as const,
    buckets: [0.005, 0.02, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10, 60],
    registers: [registry],
  });
  subscribe('http.server.request.start', (message) => {
    const { request, response } = message as { request: IncomingMessage; response: ServerResponse };
    const began = performance.now();
    const method = methodOf(request);
    const route = routeOf(request.url ?? '');
    response.once('close', () => {
      const status = response.writableFinished ? String(response.statusCode) : 'gone';
      const ms = performance.now() - began;
      seconds.observe({ method, route, status }, ms / 1000);
      log().debug({ event: 'request', method, route, status, ms: Math.round(ms) });
    });
  });
}

/**
 * `GET /metrics`, in Prometheus' text format. It is not there unless `SFUMATO_METRICS_TOKEN` is
 * set, and then for whoever sends it as a bearer token.
 */
export async function serveMetrics(request: Request): Promise<Response> {
  const token = process.env['SFUMATO_METRICS_TOKEN'];
  const registry = (globalThis as Shared)[SHARED];
  const given = /^Bearer (.+)$/i.exec(request.headers.get('authorization') ?? '')?.[1];
  if (!token || !registry || given === undefined || !isSame(given, token)) {
    return new Response('There is nothing at this address.\n', { status: 404 });
  }
  return new Response(await registry.metrics(), {
    headers: { 'Content-Type': registry.contentType, 'Cache-Control': 'no-store' },
  });
}

/** The kind of an address: its first part, if it is one of ours. */
export function routeOf(url: string): string {
  const [path = ''] = url.split('?', 1);
  const [, first = '', , last] = path.split('/');
  if (path === '/') return 'studio';
  if (last === 'picture.png') return 'picture';
  return ROUTES.has(first) ? first : 'other';
}

/** Anybody can make methods up. */
function methodOf({ method = '' }: IncomingMessage): string {
  return /^(GET|HEAD|POST|PUT|PATCH|DELETE)$/.test(method) ? method : 'other';
}

/** Takes the same time wherever they differ. */
function isSame(a: string, b: string): boolean {
  const digest = (text: string) => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(a), digest(b));
}
