import { toast } from '@/components/ui/toast-store';

/** Puts a command on the clipboard and says so; shows it where that is not allowed. */
export async function copyText(text: string): Promise<void> {
  try {
    await navigator.clipboard.writeText(text);
    toast({ title: 'Command copied.' });
  } catch {
    // No permission, or the page is not served over https.
    window.prompt('Copy this command:', text);
  }
}
