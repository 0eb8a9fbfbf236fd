import { and, eq, isNull, ne, or, sql, type SQL } from 'drizzle-orm';

import { works } from '../database/schema';

/** Who is asking. Comes from the session on the server, never from what a request says. */
export interface Viewer {
  /** The person's id; missing for somebody who is not signed in. */
  readonly personId?: string;
  /** Sees what was hidden, in order to judge it; private works stay private. */
  readonly administrator?: boolean;
}

/** Somebody who is not signed in. */
export const ANYONE: Viewer = {};

/** The person who asks is the author. */
export function isOwn(viewer: Viewer): SQL {
  return viewer.personId === undefined ? sql`false` : eq(works.authorId, viewer.personId);
}

/** What a viewer may open who knows the id: one's own, and of others what is not private or hidden. */
export function mayOpen(viewer: Viewer): SQL {
  const shared = ne(works.visibility, 'private');
  const seen = viewer.administrator ? shared : and(shared, isNull(works.hiddenAt));
  return or(isOwn(viewer), seen)!;
}

/** What the gallery shows, to everybody alike. */
export const isInGallery: SQL = and(eq(works.visibility, 'public'), isNull(works.hiddenAt))!;

/** What a viewer is shown without having been given a link: the gallery and one's own. */
export function maySee(viewer: Viewer): SQL {
  return or(isOwn(viewer), isInGallery)!;
}
