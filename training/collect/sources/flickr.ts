/** Flickr's API, with a key of one's own from the environment. */
import { z } from 'zod';

import { SfumatoError } from '@/lib/errors';

import { yearOf } from '../../data/year';
import type { Licence } from '../licence';
import { paged, withQuery, type Source } from '../source';
import type { Refused, Work } from '../work';

const size = z.string().optional();
const photoSchema = z.object({
  id: z.string().regex(/^\d+$/),
  owner: z.string(),
  ownername: z.string().optional(),
  title: z.string(),
  license: z.union([z.string(), z.number()]).transform(Number),
  datetaken: z.string().optional(),
  ...{ url_z: size, url_c: size, url_l: size, url_k: size },
});
type Photo = z.output<typeof photoSchema>;

const pageSchema = z.object({
  stat: z.enum(['ok', 'fail']),
  message: z.string().optional(),
  photos: z.object({ pages: z.number(), photo: z.array(photoSchema) }).optional(),
});

/** Numbers of `flickr.photos.licenses.getInfo`. */
const LICENCE: Readonly<Record<number, readonly [Licence, string]>> = {
  1: ['nc', 'CC BY-NC-SA 2.0'],
  2: ['nc', 'CC BY-NC 2.0'],
  3: ['nc', 'CC BY-NC-ND 2.0'],
  4: ['by', 'CC BY 2.0'],
  5: ['by-sa', 'CC BY-SA 2.0'],
  6: ['nd', 'CC BY-ND 2.0'],
  7: ['public-domain', 'No known copyright restrictions'],
  8: ['public-domain', 'United States Government work'],
  9: ['cc0', 'CC0 1.0'],
  10: ['public-domain', 'Public Domain Mark 1.0'],
};
const RESERVED = ['unknown', 'All rights reserved'] as const;

/** Names of the sizes that a photo has, and their longer side in pixels. */
const SIZES = [
  ['url_z', 640],
  ['url_c', 800],
  ['url_l', 1024],
  ['url_k', 2048],
] as const;
const PAGE = 250;

export const flickr: Source = {
  id: 'flickr',
  title: 'Flickr',
  bases: { api: 'https://www.flickr.com/services/' },
  pictureHosts: ['live.staticflickr.com'],
  // 3,600 requests an hour are allowed.
  interval: 1050,
  asks: ['tag', 'query'],
  picturesAre: 'page',
  key: { variable: 'FLICKR_API_KEY', from: 'https://www.flickr.com/services/apps/create/' },

  async *find({ fetcher, question, licences, apiKey, side }, base) {
    const wanted = Object.entries(LICENCE).filter(([, [licence]]) => licences.has(licence));
    const read = async (page: number) => {
      const url = withQuery(base('api', 'rest/'), {
        ...{ method: 'flickr.photos.search', format: 'json', nojsoncallback: 1 },
        api_key: apiKey ?? '',
        ...(question.tag === undefined ? {} : { tags: question.tag }),
        ...(question.query === undefined ? {} : { text: question.query }),
        ...(licences.has('unknown') ? {} : { license: wanted.map(([id]) => id).join(',') }),
        extras: ['license', 'owner_name', 'date_taken', ...SIZES.map(([name]) => name)].join(','),
        ...{ media: 'photos', sort: 'relevance', per_page: PAGE, page: page + 1 },
      });
      const { stat, message, photos } = await fetcher.json(url, pageSchema, { as: 'service' });
      if (stat !== 'ok' || !photos) {
        throw new SfumatoError(
          'download-failed',
          `Flickr says: ${message ?? 'no'}. Look at the key in FLICKR_API_KEY.`,
        );
      }
      return page < photos.pages ? photos.photo : undefined;
    };
    for await (const photo of paged(read, ({ id }) => id)) {
      yield { key: photo.id, details: async () => toWork(photo, side) };
    }
  },
};

function toWork(photo: Photo, side: number): Work | Refused {
  const offered = SIZES.filter(([name]) => photo[name] !== undefined);
  const [name] = offered.find(([, pixels]) => pixels >= side) ?? offered.at(-1) ?? [];
  const address = name && photo[name];
  if (address === undefined || !URL.canParse(address)) return { refused: 'without a picture' };
  const [licence, licenceText] = LICENCE[photo.license] ?? RESERVED;
  const person = photo.ownername ?? photo.owner;
  return {
    key: photo.id,
    title: photo.title,
    artist: person,
    ...{ style: '', genre: '' },
    year: yearOf(photo.datetaken),
    ...{ licence, licenceText },
    page: `https://www.flickr.com/photos/${encodeURIComponent(photo.owner)}/${photo.id}`,
    credit: `${person}, Flickr`,
    picture: new URL(address),
  };
}
