import { useEffect, useState } from 'react';

import { openFile } from '@/lib/studio/actions/open-file';
import { openText } from '@/lib/studio/actions/paste-link';

import { attempt, useInstrument } from './context';

/**
 * Takes pictures that are dropped anywhere or pasted, and pasted links.
 * @returns whether something is being dragged over the page now.
 */
export function useFileDrop(): boolean {
  const instrument = useInstrument();
  const [over, setOver] = useState(false);

  useEffect(() => {
    const carries = (event: DragEvent) =>
      event.dataTransfer?.types.some((type) => type === 'Files' || type === 'text/uri-list');
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
      take(event.dataTransfer);
    };
    const onPaste = (event: ClipboardEvent) => {
      const target = event.target instanceof Element ? event.target : null;
      if (target?.closest('input, textarea, [contenteditable="true"]')) return;
      take(event.clipboardData);
    };
    const take = (data: DataTransfer | null) => {
      const file = data?.files[0];
      const text = data?.getData('text/plain');
      if (file) attempt(() => openFile(instrument, file));
      else if (text) attempt(() => openText(instrument, text));
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
  }, [instrument]);

  return over;
}
