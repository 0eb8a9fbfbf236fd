import { toSfumatoError } from '@/lib/errors';
import { openStudioStorage } from '@/lib/studio/storage';
import { saveKeyOf } from '@/lib/studio/save-key';

import { ask } from './ask';

/** What is on this device, and what of it the account has. */
export interface DeviceWorks {
  /** Codes of the kept points, the oldest first, each once. */
  readonly codes: readonly string[];
  /** Those that the account does not have; undefined where it could not be asked. */
  readonly missing: readonly string[] | undefined;
}

/** What the server says of the works it was sent. */
export interface Kept {
  readonly kept: number;
  /** Works that stay on this device only, and why. */
  readonly problems: readonly string[];
}

/** In one request: works, and characters of their codes. */
const MOST_AT_ONCE = 50;
const MOST_CHARACTERS = 150_000;

/** Looks which of the points that were kept on this device are not in the account. */
export async function findDeviceWorks(): Promise<DeviceWorks> {
  const storage = await openStudioStorage();
  const rows = [...(await storage.readStrip())].sort((a, b) => a.at - b.at);
  const byKey = new Map(rows.map(({ code }) => [saveKeyOf(code), code]));
  if (byKey.size === 0) return { codes: [], missing: [] };
  const codes = [...byKey.values()];
  try {
    const answer = await ask('POST', '/api/account/works/kept', { keys: [...byKey.keys()] });
    const kept = new Set((answer as { kept: string[] }).kept);
    return { codes, missing: [...byKey].filter(([key]) => !kept.has(key)).map(([, code]) => code) };
  } catch (thrown) {
    // Offline, or signed out meanwhile, or the server has too much to do.
    console.warn(toSfumatoError(thrown).message);
    return { codes, missing: undefined };
  }
}

/**
 * Keeps works in the account. They stay on the device as well. Asking again does no harm: each
 * is kept once.
 * @param onProgress told how many have been sent
 */
export async function keepInAccount(
  codes: readonly string[],
  onProgress: (sent: number) => void,
): Promise<Kept> {
  const problems: string[] = [];
  let kept = 0;
  let sent = 0;
  for (const part of portions(codes)) {
    const answer = (await ask('POST', '/api/account/works', { codes: part })) as {
      kept: number;
      problems: { sentence: string }[];
    };
    kept += answer.kept;
    problems.push(...answer.problems.map(({ sentence }) => sentence));
    sent += part.length;
    onProgress(sent);
  }
  return { kept, problems };
}

function* portions(codes: readonly string[]): Generator<string[]> {
  let part: string[] = [];
  let characters = 0;
  for (const code of codes) {
    if (part.length === MOST_AT_ONCE || characters + code.length > MOST_CHARACTERS) {
      yield part;
      part = [];
      characters = 0;
    }
    part.push(code);
    characters += code.length;
  }
  if (part.length > 0) yield part;
}
