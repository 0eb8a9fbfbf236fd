import { addressKey } from '../address-header';
import { serverLimit } from '../server-limits';

/** What one client, and one person, may do. Whoever has many addresses is still one person. */
const LIMITS = {
  /** Works kept and changed. */
  keeping: { points: 40, seconds: 600, refusal: 'These are many works at once.' },
  stars: { points: 120, seconds: 600, refusal: 'These are many stars at once.' },
  reports: { points: 20, seconds: 3600, refusal: 'These are many reports at once.' },
  /** Pages of the gallery and works looked at. */
  looking: { points: 240, seconds: 60, refusal: 'These are many pages at once.' },
  families: { points: 30, seconds: 60, refusal: 'These are many family trees at once.' },
} as const;

export type GalleryLimit = keyof typeof LIMITS;

/**
 * Counts a request against its address and, where somebody is signed in, against the person.
 * @throws BusyError with status 429
 */
export async function countRequest(
  name: GalleryLimit,
  headers: Headers,
  personId?: string,
): Promise<void> {
  const limit = serverLimit(`gallery-${name}`, LIMITS[name]);
  await limit(addressKey(headers), 1);
  if (personId !== undefined) await limit(`person ${personId}`, 1);
}
