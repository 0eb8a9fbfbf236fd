'use client';

import { useCallback } from 'react';

import { toast } from '@/components/ui/toast-store';
import { useDropAndPaste, type TakeData } from '@/components/ui/use-drop-and-paste';

import { useIdentify } from './context';

/**
 * Takes files that are dropped anywhere on the page or pasted.
 * @returns whether something is being dragged over the page now.
 */
export function useIntake(): boolean {
  const { controller } = useIdentify();
  const take = useCallback<TakeData>(
    (data, how) => {
      const files = [...(data?.files ?? [])];
      if (files.length > 0) controller.add(files);
      else if (how === 'dropped' || data?.getData('text/plain')) {
        toast({ title: NO_FILE, tone: 'danger' });
      }
    },
    [controller],
  );
  return useDropAndPaste(take);
}

const NO_FILE =
  'That is an address or a text, not a picture. Save the picture first, then drop its file here.';
