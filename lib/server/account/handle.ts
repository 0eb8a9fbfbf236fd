import { SfumatoError } from '@/lib/errors';

import { cookieName } from '../auth/cookies';
import { authorOf, requirePerson, type Person } from '../auth/session';
import { endSession, endSessions } from '../auth/sessions';
import { isFromOwnPage, isSecureSite, originOf } from '../auth/site';
import { withDatabase } from '../database/server';
import { log } from '../log/logger';
import { readOwnJson } from '../request';
import { errorResponse } from '../respond';
import { serverLimit } from '../server-limits';
import { idSchema } from '../works/ids';
import { parseInput } from '../works/input';
import { deleteAccount } from './delete';
import { keepDeviceWorks, keysSchema } from './device-works';
import { exportAccount } from './export';
import { keptKeys, rename } from './profile';

const NO_STORE = { 'Cache-Control': 'no-store' } as const;

/** Small forms. */
const MAX_BYTES = 4_000;

/** Up to fifty codes of ordinary length, or a few long ones. */
const MAX_CODES_BYTES = 200_000;

/** What one person may ask of their account. */
const CHANGES = { points: 120, seconds: 600, refusal: 'These are many changes at once.' };
const KEEPING = { points: 2000, seconds: 3600, refusal: 'These are many works at once.' };
const EXPORTS = { points: 6, seconds: 3600, refusal: 'You exported everything a moment ago.' };

/** `PATCH /api/account` with `{ "name": … }`. Never throws, like all of these. */
export function serveRename(request: Request): Promise<Response> {
  return answering(async () => {
    const person = await requirePerson(request.headers);
    await serverLimit('account', CHANGES)(person.id, 1);
    const input = await readOwnJson(request, MAX_BYTES);
    const name = await withDatabase((db) => rename(db, person.id, input));
    return Response.json({ name }, { headers: NO_STORE });
  });
}

/** `DELETE /api/account` with `{ "confirmation": "delete my account" }`. */
export function serveDeletion(request: Request): Promise<Response> {
  return answering(async () => {
    const person = await requirePerson(request.headers);
    await serverLimit('account', CHANGES)(person.id, 1);
    const input = await readOwnJson(request, MAX_BYTES);
    await withDatabase((db) => deleteAccount(db, person.id, input));
    log().info({ event: 'account-deleted' });
    return signedOut();
  });
}

/** `DELETE /api/account/sessions` with `{}`: signs out everywhere, here as well. */
export function serveSignOutEverywhere(request: Request): Promise<Response> {
  return answering(async () => {
    const person = await requirePerson(request.headers);
    await readOwnJson(request, MAX_BYTES);
    await withDatabase((db) => endSessions(db, person.id));
    log().info({ event: 'signed-out-everywhere' });
    return signedOut();
  });
}

/** `DELETE /api/account/sessions/<id>` with `{}`: ends one of one's own sessions. */
export function serveSignOut(request: Request, sessionId: string): Promise<Response> {
  return answering(async () => {
    const person = await requirePerson(request.headers);
    await serverLimit('account', CHANGES)(person.id, 1);
    await readOwnJson(request, MAX_BYTES);
    const isId = idSchema.safeParse(sessionId).success;
    const isEnded = isId && (await withDatabase((db) => endSession(db, person.id, sessionId)));
    if (!isEnded) throw new SfumatoError('not-found', 'You are not signed in there any more.');
    log().info({ event: 'signed-out' });
    return sessionId === person.sessionId
      ? signedOut()
      : new Response(null, { status: 204, headers: NO_STORE });
  });
}

/** `POST /api/account/works` with `{ "codes": […] }`: keeps what a device has. */
export function serveKeeping(request: Request): Promise<Response> {
  return answering(async () => {
    const person = await requirePerson(request.headers);
    const input = await readOwnJson(request, MAX_CODES_BYTES);
    await serverLimit('device-works', KEEPING)(person.id, countOf(input));
    const kept = await withDatabase((db) => keepDeviceWorks(db, authorOf(person), input));
    return Response.json(kept, { headers: NO_STORE });
  });
}

/** `POST /api/account/works/kept` with `{ "keys": […] }`: which of them are in the account. */
export function serveKept(request: Request): Promise<Response> {
  return answering(async () => {
    const person = await requirePerson(request.headers);
    await serverLimit('account', CHANGES)(person.id, 1);
    const { keys } = parseInput(keysSchema, await readOwnJson(request, 400_000));
    const kept = await withDatabase((db) => keptKeys(db, person.id, keys));
    return Response.json({ kept }, { headers: NO_STORE });
  });
}

/** `GET /api/account/export`: everything, as a ZIP. Its pictures are counted in a header. */
export function serveExport(request: Request): Promise<Response> {
  return answering(async () => {
    if (isFromOwnPage(request.headers) === false) {
      throw new SfumatoError('not-allowed', 'This can only be asked from a page of this site.');
    }
    const person: Person = await requirePerson(request.headers);
    await serverLimit('export', EXPORTS)(person.id, 1);
    const origin = originOf(request.headers);
    const { body, fileName, pictures } = await exportAccount({ personId: person.id, origin });
    log().info({ event: 'exported' });
    return new Response(body, {
      headers: {
        ...NO_STORE,
        'Content-Type': 'application/zip',
        'Content-Disposition': `attachment; filename="${fileName}"`,
        'Sfumato-Pictures': String(pictures),
        // A proxy that waits for all of it would make the person wait, too.
        'X-Accel-Buffering': 'no',
      },
    });
  });
}

async function answering(work: () => Promise<Response>): Promise<Response> {
  try {
    return await work();
  } catch (thrown) {
    return errorResponse(thrown);
  }
}

/** Done, and the cookie of the session goes as well. */
function signedOut(): Response {
  const secure = isSecureSite() ? '; Secure' : '';
  const cookie = `${cookieName('session')}=; Path=/; Max-Age=0; HttpOnly; SameSite=Lax${secure}`;
  return new Response(null, { status: 204, headers: { ...NO_STORE, 'Set-Cookie': cookie } });
}

/** What keeping costs; whether it is a list at all is looked at afterwards. */
function countOf(input: unknown): number {
  const { codes } = (input ?? {}) as { codes?: unknown };
  return Array.isArray(codes) ? Math.max(1, Math.min(codes.length, 100)) : 1;
}
