/** Where a work can be looked at: searches on other sites, followed only by a click. */
import type { NearWork } from './answer';

export interface SearchLink {
  readonly site: string;
  readonly href: string;
}

export function searchLinks({
  title,
  artistName,
}: Pick<NearWork, 'title' | 'artistName'>): SearchLink[] {
  const words = `${title} ${artistName}`.replace(/\s+/g, ' ').trim();
  const commons = new URL('https://commons.wikimedia.org/w/index.php');
  commons.search = new URLSearchParams({
    search: words,
    title: 'Special:MediaSearch',
    type: 'image',
  }).toString();
  return [
    { site: 'Wikimedia Commons', href: commons.href },
    { site: 'WikiArt', href: `https://www.wikiart.org/en/Search/${encodeURIComponent(words)}` },
  ];
}
