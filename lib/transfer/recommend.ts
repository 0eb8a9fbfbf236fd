/** Which style of the house suits a picture, by what was said about it. Pure. */
import type { Answer, NearWork } from '@/lib/identify/answer';
import { borrowStyle } from '@/lib/identify/recommend';
import type { HouseStyle } from '@/models/card';

export interface RecommendedStyle {
  readonly style: HouseStyle;
  /** Half a sentence: why this one. */
  readonly why: string;
}

/**
 * The house's style of the artist whose work Identify would borrow from: near, but by another
 * hand and in another style. When the house has none of that artist, the first near work by
 * somebody else of whom it has one; without works, the most likely artist of whom it has one.
 */
export function recommendHouseStyle(
  answer: Pick<Answer, 'styles' | 'artists'>,
  works: readonly NearWork[],
  house: readonly HouseStyle[],
): RecommendedStyle | undefined {
  const own = answer.artists[0]?.id;
  const borrowed = borrowStyle(answer, works)?.work;
  const candidates = borrowed ? [borrowed, ...works] : works;
  for (const { artist, artistName, title } of candidates) {
    const style = artist === own ? undefined : styleOf(house, artist);
    if (style) return { style, why: `“${title}” by ${artistName} is near, and by another hand` };
  }
  for (const { id, name } of answer.artists) {
    const style = styleOf(house, id);
    if (style) return { style, why: `of those whose style is here, ${name} is the likeliest` };
  }
  return undefined;
}

/** The mean over an artist's paintings, or else a single one. */
export function styleOf(house: readonly HouseStyle[], artist: string): HouseStyle | undefined {
  const found = house.filter((style) => style.artist === artist);
  return found.find(({ kind }) => kind === 'artist') ?? found[0];
}
