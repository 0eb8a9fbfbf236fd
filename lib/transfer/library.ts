/** The styles of the house in the order in which people look for them. Pure. */
import type { HouseStyle } from '@/models/card';

/** An artist with all that the house has of them. */
export interface ArtistStyles {
  /** The artist's slug. */
  readonly artist: string;
  readonly name: string;
  /** The mean over the artist's paintings first, then single works. */
  readonly styles: readonly HouseStyle[];
}

/** By artist, in the order of their last names. */
export function groupByArtist(styles: readonly HouseStyle[]): ArtistStyles[] {
  const groups = new Map<string, HouseStyle[]>();
  for (const style of styles) {
    const group = groups.get(style.artist);
    if (group) group.push(style);
    else groups.set(style.artist, [style]);
  }
  return [...groups]
    .map(([artist, found]) => {
      const own = [...found].sort((a, b) => rank(a) - rank(b));
      const mean = own.find(({ kind }) => kind === 'artist');
      return { artist, name: mean?.name ?? artistOfWork(own[0]!), styles: own };
    })
    .sort((a, b) => lastName(a.name).localeCompare(lastName(b.name), 'en'));
}

/**
 * The groups in which every word is found: in the artist's name, then all of their styles are
 * there; or in the name of a work, then that work alone.
 * @param matches whether the words occur in a text
 */
export function searchLibrary(
  groups: readonly ArtistStyles[],
  matches: (text: string) => boolean,
): ArtistStyles[] {
  return groups.flatMap((group) => {
    if (matches(group.name)) return [group];
    const styles = group.styles.filter(({ name }) => matches(name));
    return styles.length > 0 ? [{ ...group, styles }] : [];
  });
}

/** What a style is called beside its artist's name: the work's title, or that it is the mean. */
export function titleWithinArtist({ kind, name, count }: HouseStyle, artist: string): string {
  if (kind === 'artist') return count === 1 ? 'One painting' : `Mean of ${count} paintings`;
  const end = `, ${artist}`;
  return name.endsWith(end) ? name.slice(0, -end.length) : name;
}

const rank = ({ kind }: HouseStyle) => (kind === 'artist' ? 0 : 1);

/** A work is called by its title and its artist's name, with a comma between. */
const artistOfWork = ({ name }: HouseStyle) => name.slice(name.lastIndexOf(', ') + 2);

function lastName(name: string): string {
  return name.slice(name.lastIndexOf(' ') + 1);
}
