import { pathOfCode, type LinkKind } from '@/lib/latent/link-kinds';

import type { Visibility } from './keep-online-store';

/** A work as its page shows it to whoever asked. */
export interface ShownWork {
  readonly id: string;
  readonly kind: LinkKind;
  /** The link code. */
  readonly code: string;
  /** Code of what pictures it: a point, or the transfer itself. */
  readonly pictureCode: string;
  /** Side of the model's own pictures; undefined when the model has gone on learning since. */
  readonly resolution: number | undefined;
  /** As the author said, or who is in the picture. */
  readonly title: string;
  /** As the author said; may be empty. */
  readonly givenTitle: string;
  readonly note: string;
  readonly visibility: Visibility;
  readonly author: string | null;
  /** When it became public, or was kept: ISO 8601. */
  readonly since: string;
  readonly isHidden: boolean;
  readonly isOwn: boolean;
  readonly stars: { readonly count: number; readonly isMine: boolean };
  /** Who is in it, the greatest share first; shares sum to 1. */
  readonly artists: readonly { readonly name: string; readonly share: number }[];
  /** What it grew from; null for what was deleted or is not this viewer's to see. */
  readonly parents: readonly ({
    readonly id: string;
    readonly title: string;
    readonly pictureCode: string;
  } | null)[];
  readonly children: number;
  /** Children that nobody has tried. */
  readonly proposals: readonly { readonly code: string; readonly title: string }[];
}

/** Who looks at it. */
export interface WorkViewer {
  readonly isSignedIn: boolean;
  readonly isAdministrator: boolean;
}

/** Where a work is opened to be played with; what is made of it remembers where it came from. */
export function openingPath({ id, kind, code }: Pick<ShownWork, 'id' | 'kind' | 'code'>): string {
  return `${pathOfCode(kind, code)}?from=${id}`;
}
