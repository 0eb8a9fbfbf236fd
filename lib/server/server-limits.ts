import { databaseSettings } from './database/settings';
import { sharedCounters } from './database/server';
import {
  createRateLimit,
  createSharedRateLimit,
  type RateLimit,
  type RateLimitOptions,
} from './limits';

/** One of each for the process: bundled routes may each have a copy of this module. */
const SHARED = Symbol.for('sfumato.limits');
type Shared = typeof globalThis & { [SHARED]?: Map<string, RateLimit> };

/**
 * A limit of this server: counted in PostgreSQL when `DATABASE_URL` is set, because then
 * there may be several processes; otherwise by this process.
 */
export function serverLimit(name: string, options: RateLimitOptions): RateLimit {
  const limits = ((globalThis as Shared)[SHARED] ??= new Map<string, RateLimit>());
  const known = limits.get(name);
  if (known) return known;
  const limit = isShared()
    ? createSharedRateLimit(sharedCounters, name, options)
    : createRateLimit(options);
  limits.set(name, limit);
  return limit;
}

function isShared(): boolean {
  try {
    return databaseSettings(process.env, process.cwd()).kind === 'postgres';
  } catch {
    // A broken address is told where the database is opened; pictures are drawn without it.
    return false;
  }
}
