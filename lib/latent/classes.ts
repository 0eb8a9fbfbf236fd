/** Classes by kind, as people speak of them. */

export type ClassKind = 'artist' | 'style' | 'genre' | 'others';

interface OfKind {
  readonly kind: ClassKind;
}

/** The plural as a heading, the singular for a sentence; in the order in which they are shown. */
const WORDS: Readonly<Record<ClassKind, { readonly title: string; readonly one: string }>> = {
  artist: { title: 'Painters', one: 'artist' },
  style: { title: 'Styles', one: 'style' },
  genre: { title: 'Genres', one: 'genre' },
  others: { title: 'Others', one: 'others' },
};
const KINDS = Object.keys(WORDS) as ClassKind[];

/** Whether a network has learned it as a class, which `others` are not: they are all that is in none. */
export const isLearned = ({ kind }: OfKind): boolean => kind !== 'others';

/** The classes kind by kind, each kind in the order given; kinds without a class are left out. */
export function groupsOf<C extends OfKind>(classes: readonly C[]) {
  return KINDS.map((kind) => ({
    kind,
    title: WORDS[kind].title,
    classes: classes.filter((one) => one.kind === kind),
  })).filter((group) => group.classes.length > 0);
}

/** What may be mixed: "artist", or "artist, style or genre". */
export function classWord(classes: readonly OfKind[]): string {
  const words = groupsOf(classes.filter(isLearned)).map(({ kind }) => WORDS[kind].one);
  const last = words.pop() ?? WORDS.artist.one;
  return words.length > 0 ? `${words.join(', ')} or ${last}` : last;
}

/** "33 artists", or "64 artists, 9 styles and 8 genres". */
export function countsInWords(classes: readonly OfKind[]): string {
  const counts = groupsOf(classes.filter(isLearned)).map(
    ({ kind, classes: { length } }) => `${length} ${WORDS[kind].one}${length === 1 ? '' : 's'}`,
  );
  const last = counts.pop() ?? '';
  return counts.length > 0 ? `${counts.join(', ')} and ${last}` : last;
}
