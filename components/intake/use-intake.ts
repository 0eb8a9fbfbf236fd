'use client';

import { useCallback } from 'react';

import { toast } from '@/components/ui/toast-store';
import { useDropAndPaste, type TakeData } from '@/components/ui/use-drop-and-paste';

/**
 * Takes files that are dropped anywhere on the page or pasted.
 * @param add must stay the same between renderings. `left`: where in the window files were
 *   dropped, in pixels; undefined for pasted ones.
 * @returns whether something is being dragged over the page now.
 */
export function useIntake(add: (files: readonly File[], left?: number) => void): boolean {
  const take = useCallback<TakeData>(
    (data, how, left) => {
      const files = [...(data?.files ?? [])];
      if (files.length > 0) add(files, left);
      else if (how === 'dropped' || data?.getData('text/plain')) {
        toast({ title: NO_FILE, tone: 'danger' });
      }
    },
    [add],
  );
  return useDropAndPaste(take);
}

const NO_FILE =
  'That is an address or a text, not a picture. Save the picture first, then drop its file here.';
