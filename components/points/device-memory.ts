/** The browser's storage for this device; undefined where it is not allowed. */
export function deviceMemory(): Storage | undefined {
  try {
    return window.localStorage;
  } catch {
    // Blocked by the person's settings: nothing is remembered.
    return undefined;
  }
}
