/**
 * Editing a mix by hand. The pad and the list of artists work on shares: all
 * artists at hand, those at 0 included, which a canonical `Mix` leaves out.
 */
import { createMix } from '@/lib/latent/mix';
import type { Mix } from '@/lib/latent/point';

/** An artist at hand and how much of it is in the picture, 0 to 1. */
export interface Share {
  readonly classId: string;
  readonly weight: number;
}

/** More artists than this can be in a mix (of two mixes, say), but not be added by hand. */
export const MAX_ARTISTS = 4;

/** The shares of the artists at hand; whoever is in the mix but not at hand comes last. */
export function sharesOf(mix: Mix, palette: readonly string[]): Share[] {
  const weights = new Map(mix.map((entry) => [entry.classId, entry.weight]));
  const ids = [...palette, ...mix.map((entry) => entry.classId)];
  return [...new Set(ids)].map((classId) => ({ classId, weight: weights.get(classId) ?? 0 }));
}

/** The canonical mix of these shares. At least one must be above 0. */
export function mixOfShares(shares: readonly Share[]): Mix {
  return createMix(shares.filter((share) => share.weight > 0));
}

/**
 * Gives one artist exactly this weight. The others share the rest in proportion
 * to what they had, or equally where they had nothing. An artist alone keeps it all.
 */
export function setShare(shares: readonly Share[], classId: string, weight: number): Share[] {
  const others = shares.filter((share) => share.classId !== classId);
  if (others.length === 0 || others.length === shares.length) return [...shares];
  const wanted = Math.min(1, Math.max(0, weight));
  const had = others.reduce((sum, share) => sum + share.weight, 0);
  return shares.map((share) => {
    if (share.classId === classId) return { classId, weight: wanted };
    const part = had > 0 ? share.weight / had : 1 / others.length;
    return { classId: share.classId, weight: (1 - wanted) * part };
  });
}

/** Adds an artist with an equal part of the whole; the others keep their proportions. */
export function addShare(shares: readonly Share[], classId: string): Share[] {
  if (shares.some((share) => share.classId === classId)) return [...shares];
  const part = Math.round(1000 / (shares.length + 1)) / 1000;
  return setShare([...shares, { classId, weight: part }], classId, part);
}

/** Takes an artist out; the last one stays. */
export function removeShare(shares: readonly Share[], classId: string): Share[] {
  if (shares.length <= 1) return [...shares];
  return setShare(shares, classId, 0).filter((share) => share.classId !== classId);
}

/** Puts one artist in another's place, with the same weight. One already at hand is left alone. */
export function replaceShare(shares: readonly Share[], classId: string, by: string): Share[] {
  if (shares.some((share) => share.classId === by)) return [...shares];
  return shares.map((share) => (share.classId === classId ? { ...share, classId: by } : share));
}
