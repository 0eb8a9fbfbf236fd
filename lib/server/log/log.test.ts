import { expect, it, vi } from 'vitest';

import { SfumatoError } from '@/lib/errors';

import { createLogger } from './logger';
import { routeOf, serveMetrics } from './metrics';

function logged(level: string | undefined, write: (log: ReturnType<typeof createLogger>) => void) {
  const lines: string[] = [];
  write(createLogger(level, { write: (line: string) => void lines.push(line) }));
  return lines.map((line) => JSON.parse(line) as Record<string, unknown>);
}

it('writes a line of JSON an event, with its time in UTC', () => {
  const [line] = logged('info', (log) => log.info({ event: 'signed-in', by: 'email' }));
  expect(line).toMatchObject({ level: 'info', event: 'signed-in', by: 'email' });
  expect(line!['time']).toMatch(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/);
});

it('writes warnings and errors unless it is told more or less', () => {
  const all = (log: ReturnType<typeof createLogger>) => {
    log.debug({ event: 'a' });
    log.info({ event: 'b' });
    log.warn({ event: 'c' });
    log.error({ event: 'd' });
  };
  const eventsOf = (level?: string) => logged(level, all).map(({ event }) => event);
  expect(eventsOf()).toEqual(['c', 'd']);
  expect(eventsOf('nonsense')).toEqual(['c', 'd']);
  expect(eventsOf('debug')).toEqual(['a', 'b', 'c', 'd']);
  expect(eventsOf('silent')).toEqual([]);
});

it('keeps addresses of people out of errors and their causes', () => {
  const cause = new Error('550 <ann@example.org> unknown\nann@example.org');
  const error = new SfumatoError('internal', 'Not sent to ann@example.org.', { cause });
  const [line] = logged('error', (log) => log.error({ event: 'failed', err: error }));
  expect(JSON.stringify(line)).not.toContain('ann@');
  expect(line).toMatchObject({ err: { code: 'internal', cause: { name: 'Error' } } });
});

it('knows kinds of addresses, and no address', () => {
  const kinds = [
    '/',
    '/p/AbC',
    '/p/AbC/picture.png?size=9',
    '/account',
    '/wp-login.php',
    '//x',
    '',
  ];
  expect(kinds.map(routeOf)).toEqual([
    'studio',
    'p',
    'picture',
    'account',
    'other',
    'other',
    'other',
  ]);
});

it('shows figures to nobody without the token', async () => {
  const ask = (authorization?: string) =>
    serveMetrics(
      new Request('http://localhost/metrics', {
        headers: authorization === undefined ? {} : { authorization },
      }),
    );
  expect((await ask()).status).toBe(404);
  vi.stubEnv('SFUMATO_METRICS_TOKEN', 'token');
  try {
    const { measureRequests } = await import('./metrics');
    measureRequests();
    for (const given of [undefined, 'Bearer', 'Bearer wrong', 'Basic token', 'token']) {
      expect((await ask(given)).status, given).toBe(404);
    }
    const response = await ask('Bearer token');
    expect(response.status).toBe(200);
    expect(await response.text()).toContain('sfumato_http_request_seconds');
  } finally {
    vi.unstubAllEnvs();
  }
});
