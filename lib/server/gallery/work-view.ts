import type { Database } from '../database/database';
import { getWork, type Work } from '../works/find';
import type { Viewer } from '../works/viewer';
import { describePicture } from './cards';
import { proposalsFor, type Proposal } from './proposals';
import { countStars, starsOf, type Stars } from './stars';

/** Everything that a work's page shows but its family. */
export interface WorkView {
  readonly work: Work;
  /** As the author said, or who is in the picture. */
  readonly title: string;
  /** Side of the model's own pictures; undefined when the model has gone on learning since. */
  readonly resolution: number | undefined;
  readonly stars: Stars;
  readonly proposals: readonly Proposal[];
}

/** @throws SfumatoError `not-found` as `getWork` */
export async function viewWork(db: Database, viewer: Viewer, id: string): Promise<WorkView> {
  const work = await getWork(db, viewer, id);
  const painted = describePicture(work.pictureCode);
  return {
    work,
    title: work.title || painted?.title || 'Untitled',
    resolution: painted?.resolution,
    stars: starsOf(await countStars(db, [id], viewer), id),
    proposals: await proposalsFor(db, viewer, work),
  };
}
