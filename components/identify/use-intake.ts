'use client';

import { useEffect, useState } from 'react';

import { toast } from '@/components/ui/toast-store';

import { useIdentify } from './context';

/**
 * Takes files that are dropped anywhere on the page or pasted.
 * @returns whether something is being dragged over the page now.
 */
export function useIntake(): boolean {
  const { controller } = useIdentify();
  const [over, setOver] = useState(false);

  useEffect(() => {
    const carries = (event: DragEvent) =>
      event.dataTransfer?.types.some((type) => type === 'Files' || type === 'text/uri-list') ??
      false;
    const onDragOver = (event: DragEvent) => {
      if (!carries(event)) return;
      event.preventDefault();
      if (event.dataTransfer) event.dataTransfer.dropEffect = 'copy';
      setOver(true);
    };
    const onDragLeave = (event: DragEvent) => {
      // Only when the window itself is left, not one element for another.
      if (event.relatedTarget === null) setOver(false);
    };
    const onDrop = (event: DragEvent) => {
      setOver(false);
      if (!carries(event)) return;
      event.preventDefault();
      take(event.dataTransfer, true);
    };
    const onPaste = (event: ClipboardEvent) => {
      const target = event.target instanceof Element ? event.target : null;
      if (target?.closest('input, textarea, [contenteditable="true"]')) return;
      take(event.clipboardData, false);
    };
    const take = (data: DataTransfer | null, dropped: boolean) => {
      const files = [...(data?.files ?? [])];
      if (files.length > 0) controller.add(files);
      else if (dropped || data?.getData('text/plain')) toast({ title: NO_FILE, tone: 'danger' });
    };

    window.addEventListener('dragover', onDragOver);
    window.addEventListener('dragleave', onDragLeave);
    window.addEventListener('drop', onDrop);
    window.addEventListener('paste', onPaste);
    return () => {
      window.removeEventListener('dragover', onDragOver);
      window.removeEventListener('dragleave', onDragLeave);
      window.removeEventListener('drop', onDrop);
      window.removeEventListener('paste', onPaste);
    };
  }, [controller]);

  return over;
}

const NO_FILE =
  'That is an address or a text, not a picture. Save the picture first, then drop its file here.';
