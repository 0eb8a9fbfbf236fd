/** The Cleveland Museum of Art: Open Access API, without a key. */
import { z } from 'zod';

import { yearOf } from '../../data/year';
import { licenceOf } from '../licence';
import { paged, withQuery, type Source } from '../source';
import { isByAnother, sameArtist, type Refused, type Work } from '../work';

const text = z.string().nullish();
const imageSchema = z.object({ url: z.string() }).nullish();

const artworkSchema = z.object({
  id: z.number(),
  title: text,
  share_license_status: text,
  copyright: text,
  type: text,
  creation_date: text,
  creation_date_latest: z.number().nullish(),
  creditline: text,
  url: text,
  creators: z
    .array(
      z.object({
        description: text,
        qualifier: text,
        death_year: z.union([z.string(), z.number()]).nullish(),
      }),
    )
    .nullish(),
  images: z.object({ web: imageSchema, print: imageSchema }).nullish(),
});
type Artwork = z.output<typeof artworkSchema>;

const pageSchema = z.object({
  info: z.object({ total: z.number() }),
  data: z.array(artworkSchema),
});

const PAGE = 100;
/** Longer side of the smaller of its two pictures, about. */
const WEB_SIDE = 1200;

export const cleveland: Source = {
  id: 'cleveland',
  title: 'The Cleveland Museum of Art',
  bases: { api: 'https://openaccess-api.clevelandart.org/api/' },
  pictureHosts: ['openaccess-cdn.clevelandart.org'],
  interval: 300,
  asks: ['artist', 'query'],
  picturesAre: 'page',

  async *find({ fetcher, question, paintingsOnly, licences, side }, base) {
    const { artist, query } = question;
    const read = async (page: number) => {
      const url = withQuery(base('api', 'artworks/'), {
        ...(artist === undefined ? {} : { artists: artist }),
        ...(query === undefined ? {} : { q: query }),
        ...(licences.has('unknown') ? {} : { cc0: 1 }),
        ...(paintingsOnly ? { type: 'Painting' } : {}),
        ...{ has_image: 1, limit: PAGE, skip: page * PAGE },
      });
      const { info, data } = await fetcher.json(url, pageSchema, { as: 'service' });
      return page * PAGE < info.total ? data : undefined;
    };
    for await (const artwork of paged(read, ({ id }) => String(id))) {
      yield {
        key: String(artwork.id),
        details: async () => toWork(artwork, { artist, paintingsOnly, side }),
      };
    }
  },
};

function toWork(
  artwork: Artwork,
  asked: { artist: string | undefined; paintingsOnly: boolean; side: number },
): Work | Refused {
  const creator = artwork.creators?.[0];
  // "Claude Monet (French, 1840–1926)"
  const given = (creator?.description ?? '').replace(/\s*\(.*$/, '');
  if (asked.artist !== undefined && !sameArtist(asked.artist, given)) {
    return { refused: 'by another artist' };
  }
  if (isByAnother(creator?.qualifier)) return { refused: 'not by the artist herself' };
  if (asked.paintingsOnly && artwork.type !== 'Painting') return { refused: 'no painting' };
  const { web, print } = artwork.images ?? {};
  const picture = (asked.side > WEB_SIDE ? print?.url : undefined) ?? web?.url ?? print?.url;
  if (picture === undefined || !URL.canParse(picture)) return { refused: 'without a picture' };
  const licence = licenceOf(artwork.share_license_status ?? '');
  return {
    key: String(artwork.id),
    title: artwork.title ?? '',
    artist: given,
    died: yearOf(creator?.death_year),
    ...{ style: '', genre: '' },
    year: artwork.creation_date_latest ?? yearOf(artwork.creation_date),
    licence,
    licenceText: licence === 'cc0' ? 'CC0 1.0' : (artwork.copyright ?? 'Not stated'),
    page: artwork.url ?? '',
    credit: ['The Cleveland Museum of Art', artwork.creditline ?? '']
      .filter((part) => part !== '')
      .join('. '),
    picture: new URL(picture),
  };
}
