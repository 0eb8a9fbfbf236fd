/** Boards of Pinterest, rendered by a browser. Whose the pictures are is not said there. */
import { z } from 'zod';

import { SfumatoError } from '@/lib/errors';

import { paged, type Source } from '../source';

/** The pins that are on the page now; those scrolled past have left it. */
const PINS = `return [...document.querySelectorAll('a[href*="/pin/"]')].flatMap((link) => {
  const picture = link.querySelector('img[src]');
  const id = /\\/pin\\/(\\d+)/.exec(link.getAttribute('href') ?? '')?.[1];
  return picture && id ? [{ id, picture: picture.src, title: picture.alt ?? '' }] : [];
})`;
const pinsSchema = z.array(z.object({ id: z.string(), picture: z.string(), title: z.string() }));

/** Pictures lie in folders named after their width; this is the largest that all have. */
const WIDTH = '/736x/';
const SCREENS = 400;

export const pinterest: Source = {
  id: 'pinterest',
  title: 'Pinterest',
  bases: { site: 'https://www.pinterest.com/' },
  pictureHosts: ['i.pinimg.com'],
  pageHosts: ['s.pinimg.com'],
  interval: 3000,
  asks: ['board'],
  picturesAre: 'page',
  saysNoLicence: true,
  confirm:
    'Pinterest has no open interface and its terms forbid programs that nobody gave leave to; pins do not say whose the pictures are.',

  async *find({ openPage, question, fetcher }, base) {
    const url = boardOf(question.board ?? '', base);
    const page = await openPage(url);
    try {
      const read = async (screen: number) => {
        if (screen >= SCREENS) return undefined;
        if (screen > 0) await page.scroll();
        return pinsSchema.parse(await page.evaluate(PINS));
      };
      for await (const { id, picture, title } of paged(read, (pin) => pin.id)) {
        yield {
          key: id,
          details: async () => {
            const large = picture.replace(/\/\d+x(\d+)?(_RS)?\//, WIDTH);
            if (!URL.canParse(large) || !fetcher.allows(new URL(large))) {
              return { refused: 'without a picture' };
            }
            return {
              ...{ key: id, title, artist: '', style: '', genre: '', credit: 'Pinterest' },
              ...{ licence: 'unknown' as const, licenceText: 'Not stated' },
              page: base('site', `pin/${id}/`).href,
              picture: new URL(large),
            };
          },
        };
      }
    } finally {
      await page.close();
    }
  },
};

/** `name/board`, or the address of a board. */
function boardOf(board: string, base: (service: string, path: string) => URL): URL {
  const path = board.replace(/^https:\/\/([a-z]+\.)?pinterest\.[a-z.]+\//, '');
  if (!/^[^/?#:]+\/[^/?#:]+\/?$/.test(path)) {
    throw new SfumatoError(
      'invalid-input',
      `"${board}" is no board: write name/board, or its address on Pinterest.`,
    );
  }
  return base('site', `${path.replace(/\/$/, '')}/`);
}
