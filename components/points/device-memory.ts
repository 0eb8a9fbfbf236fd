/** The browser's storage for this device; undefined where it is not allowed. */
export const deviceMemory = (): Storage | undefined => allowed(() => window.localStorage);

/** The browser's storage for this tab; undefined where it is not allowed. */
export const tabMemory = (): Storage | undefined => allowed(() => window.sessionStorage);

function allowed(get: () => Storage): Storage | undefined {
  try {
    return get();
  } catch {
    // Some privacy settings forbid even to look: nothing is remembered then.
    return undefined;
  }
}
