/** Letters without their accents, small, and nothing but letters and digits between spaces. */
export function plainWords(text: string): string {
  return text
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
}

/** Words of a search that count; more only make it slower. */
const MOST_WORDS = 8;

/**
 * A search as PostgreSQL's `to_tsquery('simple', …)` reads it: every word must be there, or
 * be the beginning of one that is. Holds letters, digits and our own signs only.
 * @returns undefined when there is no word in it
 */
export function searchQuery(text: string): string | undefined {
  const words = plainWords(text).split(' ').filter(Boolean).slice(0, MOST_WORDS);
  if (words.length === 0) return undefined;
  return words.map((word) => `'${word}':*`).join(' & ');
}
