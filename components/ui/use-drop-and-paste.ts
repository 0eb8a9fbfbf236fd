import { useEffect, useState } from 'react';

/** How data came: the event has been taken over if it was dropped. */
export type TakeData = (
  data: DataTransfer | null,
  how: 'dropped' | 'pasted',
  /** Where in the window it was dropped, in pixels from its left. */
  left?: number,
) => void;

/**
 * Takes what is dropped anywhere on the page, or pasted outside of fields.
 * @param take must stay the same between renderings.
 * @returns whether something is being dragged over the page now.
 */
export function useDropAndPaste(take: TakeData): boolean {
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
      // What was dropped on something that takes it has been taken.
      if (!carries(event) || event.defaultPrevented) return;
      event.preventDefault();
      take(event.dataTransfer, 'dropped', event.clientX);
    };
    const onPaste = (event: ClipboardEvent) => {
      const target = event.target instanceof Element ? event.target : null;
      if (target?.closest('input, textarea, [contenteditable="true"]')) return;
      take(event.clipboardData, 'pasted');
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
  }, [take]);

  return over;
}
