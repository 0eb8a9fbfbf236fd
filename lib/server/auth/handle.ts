import { and, eq } from 'drizzle-orm';

import { SfumatoError } from '@/lib/errors';

import { addressKey } from '../address-header';
import { sessions } from '../database/schema';
import { withDatabase } from '../database/server';
import { readOwnJson } from '../request';
import { errorResponse } from '../respond';
import { serverLimit } from '../server-limits';
import { parseInput } from '../works/input';
import { cookieName, readCookie, sessionToken } from './cookies';
import { describeDevice } from './device';
import {
  emailSignInSchema,
  linkSchema,
  providerCallbackSchema,
  providerSignInSchema,
} from './input';
import { callNextAuth, type AuthAnswer, type AuthRequest } from './next-auth';
import { authOptions } from './options';
import { originForLinks, originOf, ownPath } from './site';
import { hashOfAddress, hashOfToken } from './tokens';

const MAX_BYTES = 40_000;

/**
 * Links that one client may ask for (a whole class may be one), and links for one address,
 * whoever asks.
 */
const LINKS_ASKED = {
  points: 40,
  seconds: 600,
  refusal: 'These are many links at once.',
};
const LINKS_SENT = {
  points: 5,
  seconds: 1800,
  refusal: 'Several links were sent there already: look for the last one.',
};
/** Everything else of signing in. */
const TRIES = { points: 300, seconds: 600, refusal: 'These are many tries at once.' };

/**
 * Whatever is asked under `/api/auth/`: only what signing in needs is passed on to next-auth,
 * and only after it was checked. Never throws.
 * @param route what follows, part by part
 */
export async function serveAuth(request: Request, route: readonly string[]): Promise<Response> {
  try {
    await serverLimit('sign-in', TRIES)(addressKey(request.headers), 1);
    const [action, provider] = route;
    if (route.length === 1 && request.method === 'GET') {
      if (action === 'csrf') return await pass(request, { method: 'GET', route });
      // next-auth's own way to its pages.
      if (action === 'error' || action === 'signin') return toSignInPage(request);
    }
    if (route.length === 2 && (provider === 'github' || provider === 'google')) {
      if (action === 'signin' && request.method === 'POST') {
        return await beginWithProvider(request, route);
      }
      if (action === 'callback' && request.method === 'GET') {
        return await returnFromProvider(request, route);
      }
    }
    if (route.length === 2 && provider === 'email' && request.method === 'POST') {
      if (action === 'signin') return await askForLink(request, route);
      if (action === 'callback') return await useLink(request, route);
    }
    throw new SfumatoError('not-found', 'There is nothing at this address.');
  } catch (thrown) {
    return errorResponse(asOurs(thrown));
  }
}

/** next-auth wraps what the adapter throws; a database that is away is told as everywhere else. */
function asOurs(thrown: unknown): unknown {
  const isAway = thrown instanceof Error && 'code' in thrown && thrown.code === 'unavailable';
  return isAway ? new SfumatoError('unavailable', thrown.message, { cause: thrown }) : thrown;
}

/** The answer is the same whether anybody has an account with this address, and takes the same time. */
async function askForLink(request: Request, route: readonly string[]): Promise<Response> {
  const sent = await readOwnJson(request, MAX_BYTES);
  const { email, csrfToken, goingTo } = parseInput(emailSignInSchema, sent);
  originForLinks(request.headers);
  await serverLimit('links-asked', LINKS_ASKED)(addressKey(request.headers), 1);
  await serverLimit('links-sent', LINKS_SENT)(hashOfAddress(email), 1);
  return pass(request, {
    method: 'POST',
    route,
    body: { email, csrfToken, callbackUrl: ownPath(goingTo) },
  });
}

/** A link is used by a press of a button on our page: merely looking where it leads does nothing. */
async function useLink(request: Request, route: readonly string[]): Promise<Response> {
  const { token } = parseInput(linkSchema, await readOwnJson(request, MAX_BYTES));
  return pass(request, { method: 'POST', route, query: { token } });
}

async function beginWithProvider(request: Request, route: readonly string[]): Promise<Response> {
  const sent = await readOwnJson(request, MAX_BYTES);
  const { csrfToken, goingTo } = parseInput(providerSignInSchema, sent);
  originForLinks(request.headers);
  return pass(request, {
    method: 'POST',
    route,
    body: { csrfToken, callbackUrl: ownPath(goingTo) },
  });
}

async function returnFromProvider(request: Request, route: readonly string[]): Promise<Response> {
  const query = parseInput(
    providerCallbackSchema,
    Object.fromEntries(new URL(request.url).searchParams),
  );
  return pass(request, { method: 'GET', route, query });
}

async function pass(
  request: Request,
  asked: Pick<AuthRequest, 'method' | 'route'> & Partial<AuthRequest>,
): Promise<Response> {
  const { headers } = request;
  const answer = await callNextAuth(
    {
      query: {},
      cookies: ownCookies(headers),
      origin: originOf(headers),
      ...asked,
      // Has next-auth say where to go on instead of going there.
      body: { ...asked.body, ...(asked.method === 'POST' && { json: 'true' }) },
    },
    authOptions({
      device: describeDevice(headers.get('user-agent')),
      linkOrigin: () => originForLinks(headers),
    }),
  );
  await endSessionBefore(headers, answer);
  return toResponse(headers, answer);
}

/** Whoever signs in gets a new session, and the one of before is over: nobody else waits in it. */
async function endSessionBefore(headers: Headers, { cookies }: AuthAnswer): Promise<void> {
  const before = sessionToken(headers);
  const begins = new RegExp(`^${cookieName('session')}=([^;]+)`);
  const now = cookies.map((line) => begins.exec(line)?.[1]).find((token) => token !== undefined);
  if (before === undefined || now === undefined || now === before) return;
  await withDatabase((db) =>
    db.delete(sessions).where(and(eq(sessions.tokenHash, hashOfToken(before)))),
  );
}

/** Addresses in the answer become paths: nobody is sent anywhere but here or to a provider. */
function toResponse(requestHeaders: Headers, answer: AuthAnswer): Response {
  const headers = new Headers({ 'Cache-Control': 'no-store' });
  for (const line of answer.cookies) headers.append('Set-Cookie', line);
  if (answer.location !== undefined) {
    headers.set('Location', shortened(requestHeaders, answer.location));
    return new Response(null, { status: 303, headers });
  }
  const { url } = (answer.body ?? {}) as { url?: unknown };
  const body = typeof url === 'string' ? { url: shortened(requestHeaders, url) } : answer.body;
  return Response.json(body ?? {}, { status: answer.status, headers });
}

function shortened(headers: Headers, address: string): string {
  const origin = originOf(headers);
  return address.startsWith(`${origin}/`) ? address.slice(origin.length) : address;
}

function toSignInPage(request: Request): Response {
  const error = new URL(request.url).searchParams.get('error') ?? '';
  const query = /^\w{1,40}$/.test(error) ? `?error=${error}` : '';
  return new Response(null, {
    status: 303,
    headers: { Location: `/sign-in${query}`, 'Cache-Control': 'no-store' },
  });
}

/** The cookies of signing in, and no others. */
function ownCookies(headers: Headers): Record<string, string> {
  const names = ['session', 'csrf', 'pkce', 'state', 'nonce'].map(cookieName);
  const cookies = Object.fromEntries(
    names.flatMap((name) => {
      const value = readCookie(headers, name);
      return value === undefined ? [] : [[name, decoded(value)]];
    }),
  );
  // A full address, as next-auth wrote it. Whatever somebody made of it leads within this site.
  const goingTo = readCookie(headers, cookieName('going-to'));
  if (goingTo !== undefined) {
    const path = shortened(headers, decoded(goingTo));
    cookies[cookieName('going-to')] = `${originOf(headers)}${ownPath(path)}`;
  }
  return cookies;
}

function decoded(value: string): string {
  try {
    return decodeURIComponent(value);
  } catch {
    return value;
  }
}
