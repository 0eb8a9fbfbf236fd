/** The Art Institute of Chicago: its API, and IIIF Image API 2 for pictures of the size that is wanted. */
import { z } from 'zod';

import { paged, withQuery, type Source } from '../source';
import { sameArtist, type Refused, type Work } from '../work';

const text = z.string().nullish();

const artworkSchema = z.object({
  id: z.number(),
  title: text,
  artist_title: text,
  artist_display: text,
  date_end: z.number().nullish(),
  image_id: text,
  is_public_domain: z.boolean().nullish(),
  artwork_type_title: text,
  style_title: text,
  credit_line: text,
  copyright_notice: text,
});
type Artwork = z.output<typeof artworkSchema>;

const pageSchema = z.object({
  pagination: z.object({ total_pages: z.number() }),
  data: z.array(artworkSchema),
  config: z.object({ iiif_url: z.string(), website_url: z.string().nullish() }),
});

/** So many works a page, and no further than so many in all, are served. */
const PAGE = 100;
const DEEPEST = 1000;
/** This width is what the museum's own pages show, and what lies ready in its cache. */
const CACHED_WIDTH = 843;

export const artic: Source = {
  id: 'artic',
  title: 'Art Institute of Chicago',
  bases: { api: 'https://api.artic.edu/api/v1/' },
  pictureHosts: ['www.artic.edu'],
  // It asks for one picture a second, and at most 60 requests a minute.
  interval: 1100,
  asks: ['artist', 'query'],
  picturesAre: 'service',

  async *find({ fetcher, question, paintingsOnly, licences, side }, base) {
    const { artist, query } = question;
    let iiif = '';
    let site = '';
    const read = async (page: number) => {
      if (page * PAGE >= DEEPEST) return undefined;
      const url = withQuery(base('api', 'artworks/search'), {
        q: query ?? artist ?? '',
        fields: Object.keys(artworkSchema.shape).join(','),
        ...{ limit: PAGE, page: page + 1 },
        // What is not free of rights is not offered for download.
        ...(licences.has('unknown') ? {} : { 'query[term][is_public_domain]': 'true' }),
      });
      const found = await fetcher.json(url, pageSchema, { as: 'service' });
      [iiif, site] = [found.config.iiif_url, found.config.website_url ?? ''];
      return page < found.pagination.total_pages ? found.data : undefined;
    };
    for await (const artwork of paged(read, ({ id }) => String(id))) {
      yield {
        key: String(artwork.id),
        details: async () => toWork(artwork, { artist, paintingsOnly, iiif, site, side }),
      };
    }
  },
};

function toWork(
  artwork: Artwork,
  asked: {
    artist: string | undefined;
    paintingsOnly: boolean;
    iiif: string;
    site: string;
    side: number;
  },
): Work | Refused {
  const given = artwork.artist_title ?? '';
  if (asked.artist !== undefined && !sameArtist(asked.artist, given)) {
    return { refused: 'by another artist' };
  }
  if (asked.paintingsOnly && !/painting/i.test(artwork.artwork_type_title ?? '')) {
    return { refused: 'no painting' };
  }
  if (!artwork.image_id || !/^[\w-]+$/.test(artwork.image_id)) {
    return { refused: 'without a picture' };
  }
  const free = artwork.is_public_domain === true;
  const width = Math.min(asked.side, CACHED_WIDTH);
  return {
    key: String(artwork.id),
    title: artwork.title ?? '',
    artist: given,
    // "Claude Monet (French, 1840–1926)": the last year of a life that has ended.
    died: diedOf(artwork.artist_display),
    style: artwork.style_title ?? '',
    genre: '',
    year: artwork.date_end ?? undefined,
    licence: free ? 'cc0' : 'unknown',
    licenceText: free ? 'CC0 1.0' : (artwork.copyright_notice ?? 'Not stated'),
    page: `${asked.site || 'https://www.artic.edu'}/artworks/${artwork.id}`,
    credit: ['Art Institute of Chicago', artwork.credit_line ?? '']
      .filter((part) => part !== '')
      .join('. '),
    picture: new URL(`${asked.iiif}/${artwork.image_id}/full/${width},/0/default.jpg`),
  };
}

/** The year of death out of a line about an artist, e.g. "French, 1840–1926". */
export function diedOf(line: string | null | undefined): number | undefined {
  const life = /\b\d{4}\s*[–-]\s*(\d{4})\b/.exec(line ?? '');
  return life ? Number(life[1]) : undefined;
}
