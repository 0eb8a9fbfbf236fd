import { SfumatoError } from '@/lib/errors';
import { PAINTED_RESOLUTION } from '@/lib/transfer/sizes';
import { generators } from '@/models/registry';

import { openPicture } from '../links';
import type { WorkSummary } from '../works/find';
import { starsOf, type Stars } from './stars';

/** A work as the gallery shows it; goes to browsers as JSON. */
export interface WorkCard {
  readonly id: string;
  readonly kind: WorkSummary['kind'];
  /** As the author said, or who is in the picture. */
  readonly title: string;
  readonly isUntitled: boolean;
  /** Null for somebody who said no name. */
  readonly author: string | null;
  /** The code of what pictures it; null when its model has gone on learning since. */
  readonly picture: string | null;
  /** Side of the model's own pictures, in pixels. */
  readonly resolution: number;
  /** Public works that grew from it. */
  readonly children: number;
  readonly stars: number;
  /** Who may see it; told to its author alone. */
  readonly visibility?: WorkSummary['visibility'];
}

/** A work's card. */
export function cardOf(work: WorkSummary, stars: ReadonlyMap<string, Stars>): WorkCard {
  const painted = describePicture(work.pictureCode);
  return {
    id: work.id,
    kind: work.kind,
    title: work.title || painted?.title || 'Untitled',
    isUntitled: work.title === '',
    author: work.authorName,
    picture: painted ? work.pictureCode : null,
    resolution: painted?.resolution ?? 64,
    children: work.children,
    stars: starsOf(stars, work.id).count,
  };
}

/** Who is in a picture, and how large its model draws; undefined when it cannot be drawn any more. */
export function describePicture(code: string): { title: string; resolution: number } | undefined {
  try {
    const { point, title, painting } = openPicture(code);
    const model = generators.find(({ id }) => id === point.model);
    if (!model) return undefined;
    return { title, resolution: painting ? PAINTED_RESOLUTION : model.resolution };
  } catch (thrown) {
    if (thrown instanceof SfumatoError) return undefined;
    throw thrown;
  }
}
