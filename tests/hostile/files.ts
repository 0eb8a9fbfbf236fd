/** Files that people and ill-wishers drop, and what must come of each of them. */
import type { HostileFile, Outcome } from './file';
import { ODD_PICTURES } from './odd';
import { REFUSED_FILES } from './refused';

/** All of them, each with a name of its own. */
export const HOSTILE_FILES: readonly HostileFile[] = [...ODD_PICTURES, ...REFUSED_FILES];

/** A file as Playwright's `setInputFiles` and the drop helper of the end-to-end tests take it. */
export async function payloadOf({ name, type, bytes }: HostileFile): Promise<{
  name: string;
  mimeType: string;
  buffer: Buffer;
}> {
  return { name, mimeType: type, buffer: Buffer.from(await bytes()) };
}

/** What becomes of a file in Chromium. */
export function outcomeInBrowser({ then, inBrowser }: HostileFile): Outcome {
  return inBrowser ?? then;
}
