import { toSfumatoError } from '@/lib/errors';

/** The browser's storage for this device; undefined where it is not allowed. */
export const deviceMemory = (): Storage | undefined => allowed(() => window.localStorage);

/** The browser's storage for this tab; undefined where it is not allowed. */
export const tabMemory = (): Storage | undefined => allowed(() => window.sessionStorage);

/**
 * Writes a value into one of them; undefined takes it away.
 * @returns false where nothing was kept: it is full, or not allowed
 */
export function keepIn(
  memory: Storage | undefined,
  key: string,
  value: string | undefined,
): boolean {
  try {
    if (value === undefined) memory?.removeItem(key);
    else memory?.setItem(key, value);
    return memory !== undefined;
  } catch (thrown) {
    console.warn(toSfumatoError(thrown).message);
    return false;
  }
}

function allowed(get: () => Storage): Storage | undefined {
  try {
    return get();
  } catch {
    // Some privacy settings forbid even to look: nothing is remembered then.
    return undefined;
  }
}
