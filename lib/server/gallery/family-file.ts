import type { FamilyFile } from '@/lib/lineage/family-file';

import type { Family } from '../works/family';
import { describePicture } from './cards';

export function familyFile({ self, places, edges, isWhole }: Family): FamilyFile {
  return {
    self,
    places: places.map((work) => {
      if (!work) return null;
      const painted = describePicture(work.pictureCode);
      return {
        id: work.id,
        title: work.title || painted?.title || 'Untitled',
        author: work.authorName,
        picture: painted ? work.pictureCode : null,
      };
    }),
    edges: edges.flatMap(({ parent, child }) => [parent, child]),
    isWhole,
  };
}
