import { keepOnline } from '@/components/gallery/keep-online-store';
import { copyLink } from '@/components/points/copy-link';
import { copyShortLink } from '@/components/points/copy-short-link';
import { pointOfLink } from '@/components/points/point-of-link';
import { keepSingleKeys } from '@/components/points/single-keys';
import { setHelpOpen } from '@/components/shell/help-store';
import { toast } from '@/components/ui/toast-store';
import { SfumatoError } from '@/lib/errors';
import type { Host } from '@/lib/studio/actions/action';
import { getOrigins, getThumbnails, pictureNow } from '@/lib/studio/browser';
import type { PanelName } from '@/lib/studio/studio';

/** The element id of a panel. */
export const panelId = (panel: PanelName) => `panel-${panel}`;

let navigate = (path: string): void => window.location.assign(path);

/** Lets other screens open without a new page, once there is a router. */
export function navigateWith(push: (path: string) => void): void {
  navigate = push;
}

/** What actions need of the browser, done by the browser. */
export const browserHost: Host = {
  copyLink,
  async readText() {
    try {
      return await navigator.clipboard.readText();
    } catch (cause) {
      throw new SfumatoError(
        'invalid-input',
        'This browser does not let the page read the clipboard. Paste with Ctrl or Cmd and V.',
        { cause },
      );
    }
  },
  pointOfLink,
  saveFile(name, bytes) {
    const url = URL.createObjectURL(new Blob([bytes], { type: 'image/png' }));
    const link = document.createElement('a');
    link.href = url;
    link.download = name;
    link.click();
    // The download has begun by the next turn; the bytes need not stay.
    setTimeout(() => URL.revokeObjectURL(url), 10_000);
  },
  chooseFile() {
    const input = document.createElement('input');
    input.type = 'file';
    input.accept = 'image/png';
    input.hidden = true;
    // In the page: one that nothing holds can be collected while its dialog is open.
    document.body.append(input);
    return new Promise<File | undefined>((resolve) => {
      input.addEventListener('change', () => resolve(input.files?.[0]));
      input.addEventListener('cancel', () => resolve(undefined));
      input.click();
    }).finally(() => input.remove());
  },
  notify: (title, action) => void toast(action ? { title, action } : { title }),
  openHelp: () => setHelpOpen(true),
  focusPanel(panel) {
    // Once it is shown.
    requestAnimationFrame(() => document.getElementById(panelId(panel))?.focus());
  },
  picture: (point) => getThumbnails().request(point),
  pictureNow,
  saveSingleKeys: keepSingleKeys,
  go: (path) => navigate(path),
  copyShortLink,
  keepOnline,
  get origins() {
    return getOrigins();
  },
};
