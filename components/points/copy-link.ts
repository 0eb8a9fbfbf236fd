import { copyText } from '@/components/ui/copy-text';

/** Puts the address of a path on the clipboard and says so; shows it where that is not allowed. */
export async function copyLink(path: string, what: string): Promise<void> {
  const address = new URL(path, window.location.origin).href;
  await copyText(address, `Link copied. It opens ${what}.`, 'Copy this link:');
}
