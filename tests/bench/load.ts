/** The server under load: what it answers, how fast, and what it turns away. */
import { randomBytes } from 'node:crypto';

import autocannon from 'autocannon';

import { encodePoint } from '@/lib/latent/codec';
import { catalogue } from '@/models/registry';
import { ensureBuilt } from '@/scripts/lib/build.mjs';

import { loadSites, PEOPLE, tokenOf, workId, WORKS, type LoadSite } from './load-site';
import type { Measurement, Part } from './part';
import { benchPoints, firstModel } from './points';
import { timeAnswer } from './probe';
import { quantile } from './statistics';

/** Requests at the same time, over all processes. */
const CONNECTIONS = 32;

/** The longest that latency may take to be back after the load. */
const RECOVERY_S = 10;

export const loadPart: Part = {
  name: 'load',
  title: `Load: ${WORKS.toLocaleString('en')} works, ${CONNECTIONS} requests at a time, each of another visitor`,
  columns: [
    { key: 'rate', title: 'answered/s' },
    { key: 'p50', title: 'p50, ms', digits: 0 },
    { key: 'p95', title: 'p95, ms', digits: 0 },
    { key: 'p99', title: 'p99, ms', digits: 0 },
    { key: 'away', title: 'turned away, %' },
    { key: 'errors', title: 'errors', digits: 0 },
    { key: 'memory', title: 'memory, MB', digits: 0 },
    { key: 'back', title: 'back after, s' },
  ],
  async run({ root, seconds }) {
    if (!(await ensureBuilt(root))) throw new Error('The build failed.');
    const measurements: Measurement[] = [];
    for await (const setting of loadSites(root)) {
      try {
        await setting.run(async (site) => {
          for (const kind of kindsOf(site)) {
            measurements.push(
              await measure(site, kind, seconds).catch((thrown) => brokenOff(kind.name, thrown)),
            );
            console.log(`${site.name}: ${kind.name}`);
          }
        });
      } catch (thrown) {
        measurements.push(brokenOff(setting.name, thrown));
      }
    }
    return measurements;
  },
};

/** What was measured before and comes after counts all the same. */
function brokenOff(name: string, thrown: unknown): Measurement {
  const cause = thrown instanceof Error ? (thrown.cause ?? thrown) : thrown;
  return { name, figures: {}, remark: `broke off: ${String(cause)}` };
}

interface Kind {
  readonly name: string;
  /** A new one for each request. */
  readonly request: () => autocannon.Request;
}

function kindsOf(site: LoadSite): Kind[] {
  let next = 0;
  // Not among the works, so that nobody has asked for them.
  const fresh = benchPoints(20_000, firstModel())
    .slice(WORKS)
    .map((point) => encodePoint(point, catalogue));
  const visitor = () => ({
    'x-forwarded-for': `10.${[...randomBytes(3)].join('.')}`,
    'sec-fetch-site': 'same-origin',
  });
  const get = (path: () => string): Kind['request'] => {
    return () => ({ method: 'GET', path: path(), headers: visitor() });
  };
  const some = () => Math.floor(Math.random() * WORKS);
  return [
    { name: 'gallery', request: get(() => '/gallery') },
    { name: 'gallery, next page', request: get(() => '/gallery/more?order=grown') },
    { name: 'a work’s page', request: get(() => `/works/${workId(some())}`) },
    {
      name: 'picture, drawn before',
      request: get(() => `/p/${site.codes[next++ % 20]!}/picture.png?size=256`),
    },
    {
      name: 'saving',
      request: () => ({
        method: 'POST',
        path: '/works',
        headers: {
          ...visitor(),
          'content-type': 'application/json',
          cookie: `sfumato-session=${tokenOf(next++ % PEOPLE)}`,
        },
        body: JSON.stringify({ code: site.codes[some()], visibility: 'public' }),
      }),
    },
    {
      name: 'picture, never drawn',
      request: get(() => `/p/${fresh[next++ % fresh.length]!}/picture.png?size=256`),
    },
  ];
}

async function measure(site: LoadSite, kind: Kind, seconds: number): Promise<Measurement> {
  const calm = await latency(site);
  const times: number[] = [];
  const statuses = new Map<number, number>();
  const failures = await Promise.all(
    site.origins.map((origin) =>
      fire(origin, CONNECTIONS / site.origins.length, kind, seconds, (status, ms) => {
        statuses.set(status, (statuses.get(status) ?? 0) + 1);
        if (status < 400) times.push(ms);
      }),
    ),
  );
  const memory = site.memory();
  const back = await recovery(site, calm);
  const count = (is: (status: number) => boolean) =>
    [...statuses].reduce((sum, [status, n]) => sum + (is(status) ? n : 0), 0);
  const away = count((status) => status === 429 || status === 503);
  const wrong = count((status) => status >= 400 && status !== 429 && status !== 503);
  const all = Math.max(
    1,
    count(() => true),
  );
  const odd = [...statuses.keys()].filter((s) => s >= 400 && s !== 429 && s !== 503);
  return {
    name: kind.name,
    figures: {
      rate: times.length / seconds,
      ...(times.length > 0 && {
        p50: quantile(times, 0.5),
        p95: quantile(times, 0.95),
        p99: quantile(times, 0.99),
      }),
      away: (100 * away) / all,
      errors: wrong + failures.reduce((sum, n) => sum + n, 0),
      ...(memory !== undefined && { memory }),
      ...(back !== undefined && { back }),
    },
    remark: [
      site.name,
      ...(back === undefined ? [`slow for more than ${RECOVERY_S} s afterwards`] : []),
      ...(odd.length > 0 ? [`status ${odd.join(', ')}`] : []),
    ].join('; '),
  };
}

/** @returns connections that broke, and requests without an answer */
function fire(
  origin: string,
  connections: number,
  kind: Kind,
  seconds: number,
  note: (status: number, ms: number) => void,
): Promise<number> {
  return new Promise((resolve, reject) => {
    const running = autocannon(
      {
        url: origin,
        connections,
        duration: seconds,
        timeout: 30,
        requests: [{ setupRequest: (request) => ({ ...request, ...kind.request() }) }],
      },
      (error: unknown, { errors, timeouts }) => {
        if (error) reject(error as Error);
        else resolve(errors + timeouts);
      },
    );
    running.on('response', (_client, status, _bytes, ms) => note(status, ms));
  });
}

/** How long a page of the gallery takes on average, in milliseconds, with nobody else there. */
async function latency({ origins }: LoadSite): Promise<number> {
  const times: number[] = [];
  for (let i = 0; i < 5; i++) {
    for (const origin of origins) {
      const address = `10.${[...randomBytes(3)].join('.')}`;
      times.push(await timeAnswer(`${origin}/gallery/more`, { 'x-forwarded-for': address }));
    }
  }
  return quantile(times, 0.5);
}

/** Seconds until latency is back where it was, or near; undefined when that takes too long. */
async function recovery(site: LoadSite, calm: number): Promise<number | undefined> {
  const start = performance.now();
  while (performance.now() - start < RECOVERY_S * 1000) {
    if ((await latency(site)) < 2 * calm + 20) return (performance.now() - start) / 1000;
  }
  return undefined;
}
