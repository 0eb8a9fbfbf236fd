import type { Lineage } from '@/lib/lineage/lineage';

/** A work's family as the server tells it. */
export interface FamilyFile {
  /** The number of the work that was asked about. */
  readonly self: number;
  /** Null where somebody else's work has no name for this viewer. */
  readonly places: readonly (FamilyPlace | null)[];
  /** Parent and child, by turns. */
  readonly edges: readonly number[];
  readonly isWhole: boolean;
}

export interface FamilyPlace {
  readonly id: string;
  readonly title: string;
  readonly author: string | null;
  readonly picture: string | null;
}

export function lineageOf({ places, edges }: FamilyFile): Lineage {
  return {
    count: places.length,
    edges: Array.from({ length: edges.length / 2 }, (_, i) => ({
      parent: edges[2 * i]!,
      child: edges[2 * i + 1]!,
    })),
  };
}

/** A place in words. */
export function nameOf(place: FamilyPlace | null): string {
  return place ? `${place.title}, ${place.author ?? 'somebody'}` : 'A work that is not shared';
}
