import { cache } from 'react';

import { withDatabase } from '@/lib/server/database/server';
import { lookAt, orNothing } from '@/lib/server/gallery/pages';
import { viewWork } from '@/lib/server/gallery/work-view';

/** A work as whoever asks may see it; asked once a request, for the page and for its head. */
export const loadWork = cache((id: string) =>
  lookAt(async (viewer, person) => ({
    person,
    view: await orNothing(withDatabase((db) => viewWork(db, viewer, id))),
  })),
);
