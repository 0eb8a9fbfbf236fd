/**
 * The server's handlers, called as the network would call them, on a database in memory.
 * A visitor keeps cookies as a browser does.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { NextRequest } from 'next/server';
import { vi } from 'vitest';

import { DELETE as deleteAccount, PATCH as patchAccount } from '@/app/api/account/route';
import { GET as getExport } from '@/app/api/account/export/route';
import { DELETE as deleteSession } from '@/app/api/account/sessions/[id]/route';
import { DELETE as deleteSessions } from '@/app/api/account/sessions/route';
import { POST as postWorks } from '@/app/api/account/works/route';
import { POST as postKept } from '@/app/api/account/works/kept/route';
import { GET as getAuth, POST as postAuth } from '@/app/api/auth/[...route]/route';
import { GET as getEmbed } from '@/app/embed/[id]/route';
import { GET as getMore } from '@/app/gallery/more/route';
import { GET as getMetrics } from '@/app/metrics/route';
import { POST as postShortLink } from '@/app/s/route';
import { GET as getFamily } from '@/app/works/[id]/family/route';
import { DELETE as deleteHidden, PUT as putHidden } from '@/app/works/[id]/hidden/route';
import { DELETE as deleteWork, PATCH as patchWork } from '@/app/works/[id]/record/route';
import { POST as postReport } from '@/app/works/[id]/report/route';
import { DELETE as deleteStar, PUT as putStar } from '@/app/works/[id]/star/route';
import { POST as postWork } from '@/app/works/route';
import { encodePoint } from '@/lib/latent/codec';
import type { Database, OpenDatabase } from '@/lib/server/database/database';
import { openInMemory } from '@/lib/server/database/embedded';
import { createKeeper, type Keeper } from '@/lib/server/database/keeper';
import { migrate } from '@/lib/server/database/migrate';
import { catalogue, generators } from '@/models/registry';

import { MIGRATIONS } from '../../server/support/databases';

export const HOST = 'localhost:3000';

/** Where the server's parts find what they share. */
export const DATABASE = Symbol.for('sfumato.database');
const ADDRESSES = Symbol.for('sfumato.address-header');

/** Where the address of a client is handed on, as `lib/server/address-header.ts` does it. */
const ADDRESS_HEADER = 'x-test-address';

export interface Site {
  readonly db: () => Database;
  readonly database: () => OpenDatabase;
  /** Somebody new, with an address of their own. */
  visitor(): Visitor;
  /** A visitor who signed in by a link. */
  signedIn(email: string): Promise<Visitor>;
  /** All links for signing in that were printed so far. */
  readonly links: readonly string[];
  close(): Promise<void>;
}

export interface Visitor {
  readonly cookies: Map<string, string>;
  ask(method: string, path: string, options?: AskOptions): Promise<Response>;
  /** Asks for a link as the page does. */
  askForLink(email: string, goingTo?: string): Promise<Response>;
  /** Opens a link that was sent, as the page does. */
  openLink(link: string): Promise<Response>;
  /** Keeps a work. @returns its id */
  keep(work: Readonly<Record<string, unknown>>): Promise<string>;
}

/** The code of a picture that nobody had before. */
export function pointCode(): string {
  const [model] = generators;
  const [first] = model!.classes;
  return encodePoint(
    {
      model: model!.id,
      source: { kind: 'seed', seed: ++seeds },
      mix: first ? [{ classId: first.id, weight: 1 }] : [],
      psi: 0.8,
    },
    catalogue,
  );
}
let seeds = 0;

export interface AskOptions {
  readonly json?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: BodyInit;
}

/** Opens the site. One at a time: handlers find its database where the server's own would be. */
export async function openSite(): Promise<Site> {
  const folder = mkdtempSync(join(tmpdir(), 'sfumato-security-'));
  vi.stubEnv('SFUMATO_DATA', folder);
  vi.stubEnv('SFUMATO_LOG', 'silent');
  vi.stubEnv('SFUMATO_ADMINISTRATORS', 'root@example.org');
  const links: string[] = [];
  const printing = vi.spyOn(process.stderr, 'write').mockImplementation((text) => {
    const link = /https?:\S+\/sign-in\/link#\S+/.exec(String(text))?.[0];
    if (link !== undefined) links.push(link);
    return true;
  });
  const database = await openInMemory();
  await migrate(database, MIGRATIONS);
  const keeper: Keeper = createKeeper({
    open: () => Promise.resolve(database),
    report: () => {},
    clock: () => performance.now(),
  });
  Reflect.set(globalThis, DATABASE, keeper);
  Reflect.set(globalThis, ADDRESSES, ADDRESS_HEADER);

  let visitors = 0;
  const visitor = (): Visitor => createVisitor(`192.0.2.${++visitors}`);
  return {
    db: () => database.db,
    database: () => database,
    links,
    visitor,
    async signedIn(email) {
      const person = visitor();
      await person.askForLink(email);
      await person.openLink(links.at(-1)!);
      return person;
    },
    async close() {
      printing.mockRestore();
      vi.unstubAllEnvs();
      Reflect.deleteProperty(globalThis, DATABASE);
      Reflect.deleteProperty(globalThis, ADDRESSES);
      await database.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

function createVisitor(address: string): Visitor {
  const cookies = new Map<string, string>();
  const visitor: Visitor = {
    cookies,
    async ask(method, path, { json, headers = {}, body } = {}) {
      const jar = [...cookies].map(([name, value]) => `${name}=${value}`).join('; ');
      const request = new NextRequest(`http://${HOST}${path}`, {
        method,
        headers: {
          host: HOST,
          [ADDRESS_HEADER]: address,
          'user-agent': 'Mozilla/5.0 (X11; Linux x86_64; rv:145.0) Gecko/20100101 Firefox/145.0',
          'sec-fetch-site': 'same-origin',
          ...(jar === '' ? {} : { cookie: jar }),
          ...(json === undefined ? {} : { 'content-type': 'application/json' }),
          ...headers,
        },
        ...(json === undefined ? {} : { body: JSON.stringify(json) }),
        ...(body === undefined ? {} : { body }),
      });
      const response = await dispatch(request);
      for (const line of response.headers.getSetCookie()) keepCookie(cookies, line);
      return response;
    },
    async askForLink(email, goingTo) {
      const { csrfToken } = (await (await visitor.ask('GET', '/api/auth/csrf')).json()) as {
        csrfToken: string;
      };
      return visitor.ask('POST', '/api/auth/signin/email', {
        json: { email, csrfToken, ...(goingTo !== undefined && { goingTo }) },
      });
    },
    openLink: (link) =>
      visitor.ask('POST', '/api/auth/callback/email', { json: { token: link.split('#')[1] } }),
    async keep(work) {
      const response = await visitor.ask('POST', '/works', {
        json: { code: pointCode(), ...work },
      });
      return ((await response.json()) as { id: string }).id;
    },
  };
  return visitor;
}

function keepCookie(cookies: Map<string, string>, line: string): void {
  const [pair = '', ...attributes] = line.split(';').map((part) => part.trim());
  const at = pair.indexOf('=');
  const [name, value] = [pair.slice(0, at), pair.slice(at + 1)];
  const isOver =
    value === '' ||
    attributes.some((attribute) => /^max-age=0$/i.test(attribute)) ||
    attributes.some((attribute) => /^expires=Thu, 01 Jan 1970/i.test(attribute));
  if (isOver) cookies.delete(name);
  else cookies.set(name, value);
}

type WithId = (
  request: NextRequest,
  context: { params: Promise<{ id: string }> },
) => Response | Promise<Response>;

/** Handlers of addresses with an id in them, which stands for `*`. */
const WITH_ID: Readonly<Record<string, WithId>> = {
  'DELETE /api/account/sessions/*': deleteSession,
  'GET /embed/*': getEmbed,
  'GET /works/*/family': getFamily,
  'PATCH /works/*/record': patchWork,
  'DELETE /works/*/record': deleteWork,
  'PUT /works/*/star': putStar,
  'DELETE /works/*/star': deleteStar,
  'POST /works/*/report': postReport,
  'PUT /works/*/hidden': putHidden,
  'DELETE /works/*/hidden': deleteHidden,
};

const HANDLERS: Readonly<Record<string, (request: NextRequest) => Response | Promise<Response>>> = {
  'PATCH /api/account': patchAccount,
  'DELETE /api/account': deleteAccount,
  'DELETE /api/account/sessions': deleteSessions,
  'POST /api/account/works': postWorks,
  'POST /api/account/works/kept': postKept,
  'GET /api/account/export': getExport,
  'GET /gallery/more': getMore,
  'GET /metrics': getMetrics,
  'POST /s': postShortLink,
  'POST /works': postWork,
};

/** Which handler an address has, as Next would find it. */
async function dispatch(request: NextRequest): Promise<Response> {
  const { pathname } = request.nextUrl;
  const { method } = request;
  const auth = /^\/api\/auth\/(.+)$/.exec(pathname)?.[1];
  if (auth !== undefined) {
    const params = Promise.resolve({ route: auth.split('/').map(decodeURIComponent) });
    return (method === 'POST' ? postAuth : getAuth)(request, { params });
  }
  const handler = HANDLERS[`${method} ${pathname}`];
  if (handler) return handler(request);
  for (const [pattern, withId] of Object.entries(WITH_ID)) {
    const id = new RegExp(`^${pattern.replace('*', '([^/]+)')}$`).exec(
      `${method} ${pathname}`,
    )?.[1];
    if (id !== undefined) {
      return withId(request, { params: Promise.resolve({ id: decodeURIComponent(id) }) });
    }
  }
  return new Response(null, { status: 404 });
}
