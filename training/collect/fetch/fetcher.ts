/**
 * The one door to other people's servers: every request keeps to the allowed hosts, the pace,
 * robots.txt and the limits, is repeated where that can help, and gives up with a sentence.
 */
import http from 'node:http';
import https from 'node:https';

import type { z } from 'zod';

import type { PictureFormat } from '@/lib/image/open/kind';

import { assertAllowed, hostnamesOf, shortAddress, type Allowed } from './address';
import type { Clock } from './clock';
import { exchange, type Answer } from './exchange';
import { failed, isPassing, Passing } from './failures';
import { createPace, retryAfter } from './pace';
import { readText, savePicture, type SavedPicture } from './read';
import { ALLOW_ALL, ALLOW_NONE, parseRobots, ROBOTS_BYTES, type Robots } from './robots';

const REDIRECTS = 5;
/** Lists of works are text; this is far more than any of them needs. */
const TEXT_BYTES = 16e6;
/** Where a server asks for more patience, the person shall decide. */
const LONGEST_WAIT = 10 * 60_000;
/** The first pause before asking again; each further one is twice as long. */
const FIRST_PAUSE = 2_000;

export interface FetcherOptions {
  readonly allowed: Allowed;
  readonly userAgent: string;
  readonly clock: Clock;
  /** Uniform in [0, 1). */
  readonly random: () => number;
  readonly signal: AbortSignal;
  /** Requests to one host at a time. */
  readonly concurrency: number;
  /** Milliseconds between two requests to a host, on the mean. */
  readonly interval: (host: string) => number;
  /** Bytes of a picture. */
  readonly pictureBytes: number;
  /** How often a request is tried in all. */
  readonly attempts?: number;
  /** Milliseconds without a byte, and in all. */
  readonly idle?: number;
  readonly total?: number;
  /** Told whenever a request has to wait or is repeated. */
  readonly onTrouble?: (sentence: string) => void;
}

export interface Asked {
  readonly headers?: Readonly<Record<string, string>>;
  /**
   * `service`: an interface that is made and documented for programs, under its own terms.
   * `page`: anything else; then robots.txt decides.
   */
  readonly as: 'service' | 'page';
}

export interface Fetcher {
  /** @throws SfumatoError `download-failed`, `not-allowed`, `cancelled`, `busy`. */
  json<T>(url: URL, schema: z.ZodType<T>, asked: Asked): Promise<T>;
  picture(
    url: URL,
    asked: Asked,
    place: (format: PictureFormat) => string,
  ): Promise<SavedPicture & { readonly file: string }>;
  /** Waits for the host's turn and asks robots.txt, for a browser that then opens the page. */
  page<T>(url: URL, open: () => Promise<T>): Promise<T>;
  /**
   * Whether a page may be read, for a browser that was led there.
   * @throws SfumatoError `not-allowed` for another site, or where robots.txt does not allow it.
   */
  assertPage(url: URL): Promise<void>;
  /** Whether an address may be asked at all. */
  allows(url: URL): boolean;
  /** Names of all hosts that may be asked, without their ports. */
  readonly hostnames: readonly string[];
  close(): void;
}

export function createFetcher(options: FetcherOptions): Fetcher {
  const { allowed, clock, signal, attempts = 5, idle = 30_000, total = 300_000 } = options;
  const pace = createPace(options);
  const agents = {
    'http:': new http.Agent({ keepAlive: true }),
    'https:': new https.Agent({ keepAlive: true }),
  };
  const robots = new Map<string, Promise<Robots>>();

  const robotsOf = (url: URL): Promise<Robots> => {
    const known = robots.get(url.origin);
    if (known) return known;
    const asking = askRobots(new URL('/robots.txt', url)).then((rules) => {
      if (rules.delay !== undefined) pace.slowDown(url.host, rules.delay);
      return rules;
    });
    robots.set(url.origin, asking);
    return asking;
  };

  /** RFC 9309, section 2.3.1: without a file everything is allowed, behind a failure nothing. */
  async function askRobots(url: URL): Promise<Robots> {
    try {
      const text = await ask(url, { as: 'service' }, (answer, at) =>
        readText(answer, { url: at, limit: ROBOTS_BYTES, total, signal }),
      );
      return parseRobots(text);
    } catch (error) {
      signal.throwIfAborted();
      if (error instanceof Error && error.cause instanceof Refusal) return ALLOW_ALL;
      return ALLOW_NONE;
    }
  }

  async function assertRobots(url: URL): Promise<void> {
    const rules = await robotsOf(url);
    if (!rules.allows(`${url.pathname}${url.search}`)) {
      throw failed(
        `${shortAddress(url)} was not asked: robots.txt of ${url.host} does not allow it.`,
        'not-allowed',
      );
    }
  }

  async function assertPage(url: URL): Promise<void> {
    assertAllowed(url, allowed);
    await assertRobots(url);
  }

  /** Follows redirects; each is a request of its own, with its own turn. */
  async function follow<T>(start: URL, asked: Asked, read: Reader<T>): Promise<T> {
    let url = start;
    for (let i = 0; i <= REDIRECTS; i++) {
      assertAllowed(url, allowed);
      if (asked.as === 'page') await assertRobots(url);
      const outcome = await pace.turn(url.host, async () => {
        const answer = await exchange(url, {
          headers: { 'user-agent': options.userAgent, ...asked.headers },
          ...{ trusted: url.host === allowed.trusted, idle, signal },
          agent: agents[url.protocol as keyof typeof agents],
        });
        const next = nextOf(answer, url);
        if (next) answer.destroy();
        else assertGood(answer, url, clock.now());
        return next ?? { value: await read(answer, url) };
      });
      if ('value' in outcome) return outcome.value;
      url = outcome;
    }
    throw failed(`${shortAddress(start)} leads from one address to the next without an end.`);
  }

  async function ask<T>(url: URL, asked: Asked, read: Reader<T>): Promise<T> {
    for (let attempt = 1; ; attempt++) {
      try {
        return await follow(url, asked, read);
      } catch (error) {
        if (!isPassing(error) || attempt >= attempts) throw error;
        await holdAfter(error, url, attempt);
      }
    }
  }

  async function holdAfter(error: Passing, url: URL, attempt: number): Promise<void> {
    const wait = error.wait ?? FIRST_PAUSE * 2 ** (attempt - 1) * (0.5 + options.random());
    if (wait > LONGEST_WAIT) {
      throw failed(
        `${url.host} asks for a pause of ${Math.ceil(wait / 60_000)} minutes. Run the same command again then; it goes on where it stopped.`,
        'busy',
        error,
      );
    }
    options.onTrouble?.(`${error.message} Trying again in ${Math.ceil(wait / 1000)} s.`);
    // Only a server that asks for a pause stops the others; a broken picture is its own trouble.
    if (error.wait !== undefined) pace.hold(url.host, wait);
    else await clock.pause(wait, signal);
  }

  return {
    json: (url, schema, asked) =>
      ask(url, asked, async (answer, at) => {
        const text = await readText(answer, { url: at, limit: TEXT_BYTES, total, signal });
        return parseJson(text, schema, at);
      }),
    picture: (url, asked, place) =>
      ask(url, asked, (answer, at) =>
        savePicture(answer, { url: at, limit: options.pictureBytes, total, signal }, place),
      ),
    async page(url, open) {
      await assertPage(url);
      return pace.turn(url.host, open);
    },
    assertPage,
    hostnames: hostnamesOf(allowed),
    allows(url) {
      try {
        assertAllowed(url, allowed);
        return true;
      } catch {
        return false;
      }
    },
    close() {
      for (const agent of Object.values(agents)) agent.destroy();
    },
  };
}

type Reader<T> = (answer: Answer, url: URL) => Promise<T>;

/** A server's no that will stay one: a status from 300 to 499. */
class Refusal extends Error {}

function nextOf(answer: Answer, url: URL): URL | undefined {
  const { location } = answer.headers;
  if (![301, 302, 303, 307, 308].includes(answer.statusCode) || location === undefined) {
    return undefined;
  }
  if (!URL.canParse(location, url)) throw failed(`${shortAddress(url)} leads to no address.`);
  return new URL(location, url);
}

/** @throws where the answer is none; its connection is given up. */
function assertGood(answer: Answer, url: URL, now: number): void {
  const { statusCode: status } = answer;
  if (status >= 200 && status < 300) return;
  answer.destroy();
  const what = `${shortAddress(url)} answered ${status}`;
  if (status === 429 || status === 503) {
    throw new Passing(
      `${what}: too many requests.`,
      retryAfter(answer.headers['retry-after'], now),
    );
  }
  if (status >= 500 || status === 408 || status === 425) throw new Passing(`${what}.`);
  const advice =
    status === 401 || status === 403
      ? 'It does not let this program in; look at the key, or fetch less.'
      : 'It may have been moved or taken down.';
  throw failed(`${what}. ${advice}`, 'download-failed', new Refusal(String(status)));
}

function parseJson<T>(text: string, schema: z.ZodType<T>, url: URL): T {
  let data: unknown;
  try {
    data = JSON.parse(text);
  } catch (cause) {
    // A page of excuses with status 200: it may be over in a moment.
    throw new Passing(`${shortAddress(url)} did not answer in JSON.`, undefined, { cause });
  }
  const parsed = schema.safeParse(data);
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0]!;
  throw failed(
    `${shortAddress(url)} answers in a form that is not known here (${issue.path.join('.')}: ${issue.message}).`,
    'download-failed',
    parsed.error,
  );
}
