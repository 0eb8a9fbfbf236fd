import { toast } from '@/components/ui/toast-store';

/** Puts the address of a path on the clipboard and says so; shows it where that is not allowed. */
export async function copyLink(path: string, what: string): Promise<void> {
  const address = new URL(path, window.location.origin).href;
  try {
    await navigator.clipboard.writeText(address);
    toast({ title: `Link copied. It opens ${what}.` });
  } catch {
    // No permission, or the page is not served over https.
    window.prompt('Copy this link:', address);
  }
}
