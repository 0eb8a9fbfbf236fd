import { toast } from './toast-store';

/**
 * Puts a text on the clipboard and says so; shows it where that is not allowed.
 * @param told what is said once it is there
 * @param asked what stands above the text where it has to be copied by hand
 */
export async function copyText(text: string, told: string, asked: string): Promise<void> {
  try {
    await navigator.clipboard.writeText(text);
    toast({ title: told });
  } catch {
    // No permission, or the page is not served over https.
    window.prompt(asked, text);
  }
}
