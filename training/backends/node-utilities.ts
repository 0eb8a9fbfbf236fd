import { createRequire } from 'node:module';

/** The type checks that Node 23 took out of `util` and that tfjs-node 4.22 still calls. */
const REMOVED = {
  isArray: (value: unknown): boolean => Array.isArray(value),
  isNullOrUndefined: (value: unknown): boolean => value === null || value === undefined,
  isString: (value: unknown): boolean => typeof value === 'string',
} as const;

/**
 * Puts back what is missing, and only that. The module as CommonJS sees it is
 * changed, because that is the one tfjs-node requires.
 *
 * @param util for tests; Node's own by default.
 */
export function restoreNodeUtilities(
  util: Record<string, unknown> = createRequire(import.meta.url)('node:util'),
): void {
  for (const [name, implementation] of Object.entries(REMOVED)) {
    util[name] ??= implementation;
  }
}
