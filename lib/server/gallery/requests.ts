import { SfumatoError } from '@/lib/errors';

import { authorOf, personOf, viewerOf } from '../auth/session';
import { withDatabase } from '../database/server';
import { assertOwnSite, readOwnJson } from '../request';
import { errorResponse } from '../respond';
import { getFamily } from '../works/family';
import { newWorkSchema, parseInput, workChangesSchema } from '../works/input';
import { listGallery, type GalleryRequest } from '../works/list';
import { deleteWork, keepWork, updateWork, type Author } from '../works/save';
import type { Viewer } from '../works/viewer';
import { cardOf, type WorkCard } from './cards';
import { familyFile } from './family-file';
import { countRequest, type GalleryLimit } from './limits';
import { reportSchema, reportsToHide, reportWork, settleWork } from './reports';
import { countStars, setStar } from './stars';

/** The longest code, title and note as JSON, and some. */
const MAX_BYTES = 64_000;

/**
 * Keeps a work: `NewWork` as JSON in, `{ id, path, isNew, isHidden }` out. One that was kept with
 * the same key before stays as it is. Never throws.
 */
export function serveNewWork(request: Request): Promise<Response> {
  return answered(async () => {
    const author = await signedIn(request, 'keeping');
    const input = parseInput(newWorkSchema, await readOwnJson(request, MAX_BYTES));
    const kept = await withDatabase((db) => keepWork(db, author, input));
    const path = `/works/${kept.id}`;
    return Response.json(
      { ...kept, path },
      { status: kept.isNew ? 201 : 200, headers: { ...FRESH, Location: path } },
    );
  });
}

/** Changes title, note or visibility of one's own work: `{ isHidden }` out. Never throws. */
export function serveWorkChange(request: Request, id: string): Promise<Response> {
  return answered(async () => {
    const author = await signedIn(request, 'keeping');
    const input = parseInput(workChangesSchema, await readOwnJson(request, MAX_BYTES));
    const isHidden = await withDatabase((db) => updateWork(db, author, id, input));
    return Response.json({ isHidden }, { headers: FRESH });
  });
}

/** Deletes one's own work. Never throws. */
export function serveWorkDeletion(request: Request, id: string): Promise<Response> {
  return answered(async () => {
    assertOwnSite(request);
    const author = await signedIn(request, 'keeping');
    await withDatabase((db) => deleteWork(db, author, id));
    return done();
  });
}

/** Gives a star or takes it back: `{ count, isMine }` out. Never throws. */
export function serveStar(request: Request, id: string, isOn: boolean): Promise<Response> {
  return answered(async () => {
    assertOwnSite(request);
    const author = await signedIn(request, 'stars');
    const stars = await withDatabase((db) => setStar(db, author, id, isOn));
    return Response.json(stars, { headers: FRESH });
  });
}

/** Tells the administrators what is wrong with a work. Never throws. */
export function serveReport(request: Request, id: string): Promise<Response> {
  return answered(async () => {
    const author = await signedIn(request, 'reports');
    const input = parseInput(reportSchema, await readOwnJson(request, MAX_BYTES));
    const enough = reportsToHide(process.env);
    await withDatabase((db) => reportWork(db, author, id, input, enough));
    return done();
  });
}

/** Hides a work or shows it again; for administrators. Never throws. */
export function serveHiding(request: Request, id: string, isHidden: boolean): Promise<Response> {
  return answered(async () => {
    assertOwnSite(request);
    const author = await signedIn(request, 'keeping');
    await withDatabase((db) => settleWork(db, author, id, isHidden));
    return done();
  });
}

/** The family of a work, with brothers, sisters and cousins if they are wanted. Never throws. */
export function serveFamily(request: Request, id: string, relatives: boolean): Promise<Response> {
  return answered(async () => {
    await countRequest('families', request.headers);
    const viewer = viewerOf(await personOf(request.headers));
    const family = await withDatabase((db) => getFamily(db, viewer, id, { relatives }));
    return Response.json(familyFile(family), { headers: FRESH });
  });
}

export interface GalleryPage {
  readonly works: readonly WorkCard[];
  /** Where the next page begins; missing on the last one. */
  readonly next?: string;
}

/** A page of the gallery with all that is shown of its works. @throws SfumatoError as `listGallery` */
export function galleryPage(viewer: Viewer, input: GalleryRequest): Promise<GalleryPage> {
  return withDatabase(async (db) => {
    const page = await listGallery(db, input);
    const ids = page.works.map(({ id }) => id);
    const stars = await countStars(db, ids, viewer);
    return { ...page, works: page.works.map((work) => cardOf(work, stars)) };
  });
}

/** The same as JSON, for going on where a page ended. Never throws. */
export function serveGalleryPage(request: Request, input: GalleryRequest): Promise<Response> {
  return answered(async () => {
    await countRequest('looking', request.headers);
    const viewer = viewerOf(await personOf(request.headers));
    return Response.json(await galleryPage(viewer, input), { headers: FRESH });
  });
}

/** What depends on who asks and on the moment is kept by nobody in between. */
export const FRESH = { 'Cache-Control': 'private, no-store' };

/** Somebody who is signed in and has not done too much. */
async function signedIn(request: Request, limit: GalleryLimit): Promise<Author> {
  const person = await personOf(request.headers);
  await countRequest(limit, request.headers, person?.id);
  if (!person) throw new NotSignedIn();
  return authorOf(person);
}

/** Told apart from what signing in would not change. */
export class NotSignedIn extends SfumatoError {
  constructor() {
    super('not-allowed', 'Sign in for this: it belongs to an account.');
  }
}

/** An answer, or the sentence of what was thrown with the status that fits. */
export async function answered(answer: () => Promise<Response>): Promise<Response> {
  try {
    return await answer();
  } catch (thrown) {
    const response = errorResponse(thrown);
    return thrown instanceof NotSignedIn
      ? new Response(response.body, { status: 401, headers: response.headers })
      : response;
  }
}

function done(): Response {
  return new Response(null, { status: 204, headers: FRESH });
}
