import type { FamilyFile, FamilyPlace } from '@/lib/lineage/family-file';
import type { Lineage } from '@/lib/lineage/lineage';

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
