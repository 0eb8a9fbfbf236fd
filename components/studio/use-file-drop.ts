import { useCallback } from 'react';

import { useDropAndPaste, type TakeData } from '@/components/ui/use-drop-and-paste';
import { openFile } from '@/lib/studio/actions/open-file';
import { openText } from '@/lib/studio/actions/paste-link';

import { attempt, useInstrument } from './context';

/**
 * Takes pictures that are dropped anywhere or pasted, and pasted links.
 * @returns whether something is being dragged over the page now.
 */
export function useFileDrop(): boolean {
  const instrument = useInstrument();
  const take = useCallback<TakeData>(
    (data) => {
      const file = data?.files[0];
      const text = data?.getData('text/plain');
      if (file) attempt(() => openFile(instrument, file));
      else if (text) attempt(() => openText(instrument, text));
    },
    [instrument],
  );
  return useDropAndPaste(take);
}
