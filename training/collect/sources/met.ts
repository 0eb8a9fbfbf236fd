/** The Metropolitan Museum of Art, New York: Collection API, without a key. */
import { z } from 'zod';

import { SfumatoError } from '@/lib/errors';

import { yearOf } from '../../data/year';
import { withQuery, type Source } from '../source';
import { isByAnother, sameArtist, type Refused, type Work } from '../work';

const text = z.string().nullish();

const searchSchema = z.object({
  total: z.number(),
  // Nothing found is null.
  objectIDs: z.array(z.number()).nullable(),
});

const objectSchema = z.object({
  objectID: z.number(),
  isPublicDomain: z.boolean(),
  primaryImage: text,
  primaryImageSmall: text,
  title: text,
  objectName: text,
  classification: text,
  medium: text,
  artistPrefix: text,
  artistDisplayName: text,
  artistEndDate: text,
  objectEndDate: z.number().nullish(),
  objectDate: text,
  creditLine: text,
  objectURL: text,
});
type MetObject = z.output<typeof objectSchema>;

/** Up to this side the smaller of its two pictures is enough; its longer side has about so many pixels. */
const SMALL_SIDE = 600;

export const met: Source = {
  id: 'met',
  title: 'The Metropolitan Museum of Art',
  bases: { api: 'https://collectionapi.metmuseum.org/public/collection/v1/' },
  pictureHosts: ['images.metmuseum.org'],
  // It allows 80 requests a second; nobody needs that many.
  interval: 120,
  asks: ['artist', 'query'],
  picturesAre: 'page',

  async *find({ fetcher, question, paintingsOnly, side }, base) {
    const { artist, query } = question;
    const url = withQuery(base('api', 'search'), {
      ...(artist === undefined ? {} : { artistOrCulture: 'true' }),
      ...(paintingsOnly ? { medium: 'Paintings' } : {}),
      hasImages: 'true',
      q: query ?? artist ?? '',
    });
    const { objectIDs } = await fetcher.json(url, searchSchema, { as: 'service' });
    for (const id of new Set(objectIDs)) {
      yield {
        key: String(id),
        details: async () => {
          const address = base('api', `objects/${id}`);
          const object = await fetcher.json(address, objectSchema, { as: 'service' });
          return toWork(object, { artist, paintingsOnly, side });
        },
      };
    }
  },
};

function toWork(
  object: MetObject,
  asked: { artist: string | undefined; paintingsOnly: boolean; side: number },
): Work | Refused {
  const given = object.artistDisplayName ?? '';
  // The search looks at everything that is written about an object.
  if (asked.artist !== undefined && !sameArtist(asked.artist, given)) {
    return { refused: 'by another artist' };
  }
  if (isByAnother(object.artistPrefix)) return { refused: 'not by the artist herself' };
  const kind = `${object.classification ?? ''} ${object.objectName ?? ''}`;
  if (asked.paintingsOnly && !/painting/i.test(kind)) return { refused: 'no painting' };
  const small = asked.side <= SMALL_SIDE ? object.primaryImageSmall : undefined;
  const picture = small || object.primaryImage || object.primaryImageSmall;
  if (!picture) return { refused: 'without a picture' };
  if (!URL.canParse(picture)) {
    throw new SfumatoError('download-failed', `Object ${object.objectID} names no address.`);
  }
  return {
    key: String(object.objectID),
    title: object.title ?? '',
    artist: given,
    died: yearOf(object.artistEndDate),
    ...{ style: '', genre: '' },
    year: object.objectEndDate || yearOf(object.objectDate),
    licence: object.isPublicDomain ? 'cc0' : 'unknown',
    licenceText: object.isPublicDomain ? 'CC0 1.0' : 'Rights and reproduction: the museum',
    page: object.objectURL ?? '',
    credit: ['The Metropolitan Museum of Art', object.creditLine ?? '']
      .filter((part) => part !== '')
      .join('. '),
    picture: new URL(picture),
  };
}
