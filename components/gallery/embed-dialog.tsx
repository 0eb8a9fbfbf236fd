'use client';

import { Button } from '@/components/ui/button';
import { copyText } from '@/components/ui/copy-text';
import { Dialog } from '@/components/ui/dialog';

import type { ShownWork } from './shown-work';

interface Props {
  work: ShownWork;
  side: number;
  onClose: () => void;
}

/** The work on somebody's own page: a few words of HTML. */
export function EmbedDialog({ work, side, onClose }: Props) {
  const address = new URL(`/embed/${work.id}`, window.location.origin).href;
  // The id is letters and digits, and the title stays out: nothing here needs escaping.
  const html = `<iframe src="${address}" width="${side}" height="${side + 56}" style="border:0" loading="lazy" title="A work from Sfumato"></iframe>`;
  const copy = async () => {
    await copyText(html, 'Copied. Paste it where your page’s HTML is.', 'Copy this HTML:');
    onClose();
  };
  return (
    <Dialog
      open
      onOpenChange={onClose}
      title="Embed"
      description="Paste this into a page of your own. Pages that know oEmbed need the address of this page only."
      footer={
        <Button variant="primary" onClick={() => void copy()}>
          Copy
        </Button>
      }
    >
      <textarea
        readOnly
        aria-label="HTML"
        value={html}
        rows={4}
        onFocus={(event) => event.currentTarget.select()}
        className="mt-2 w-full resize-none rounded-lg border border-edge bg-surface px-3 py-2 font-mono text-sm break-all"
      />
    </Dialog>
  );
}
