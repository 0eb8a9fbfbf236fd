import { askServer } from '@/components/gallery/ask-server';
import { toast } from '@/components/ui/toast-store';

/**
 * Puts a short link to a code on the clipboard and says so; shows it where that is not allowed.
 * @throws SfumatoError when the server cannot give one; the long link works without it.
 */
export async function copyShortLink(code: string, what: string): Promise<void> {
  const asking = askServer<{ path: string }>('/s', { method: 'POST', body: { code } });
  const address = asking.then(({ path }) => new URL(path, window.location.origin).href);
  try {
    // Safari wants to be asked while the press lasts, and lets the text follow.
    const text = address.then((link) => new Blob([link], { type: 'text/plain' }));
    await navigator.clipboard.write([new ClipboardItem({ 'text/plain': text })]);
    toast({ title: `Short link copied. It opens ${what}.` });
  } catch {
    // No permission, no such clipboard, or the server refused: that throws again here.
    window.prompt('Copy this link:', await address);
  }
}
