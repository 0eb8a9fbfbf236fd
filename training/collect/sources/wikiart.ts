/** WikiArt: pages for people, rendered by a browser, as there is no open interface. */
import { z } from 'zod';

import { SfumatoError } from '@/lib/errors';

import { yearOf } from '../../data/year';
import { licenceOf } from '../licence';
import type { Source } from '../source';
import { slugOf, type Refused, type Work } from '../work';

/** In the list of an artist's works: where each of them is shown. */
const LIST = `return [...document.querySelectorAll('.painting-list-text a[href], li.painting-list-text-row a[href]')]
  .map((link) => link.getAttribute('href'))`;

/** On a work's own page. */
const WORK = `const text = (selector) => document.querySelector(selector)?.textContent?.trim() ?? '';
  const meta = (name) => document.querySelector('meta[property="' + name + '"]')?.content ?? '';
  return {
    title: text('article h3') || meta('og:title'),
    artist: text('article [itemprop="name"]') || text('article h5'),
    year: text('[itemprop="dateCreated"]'),
    style: text('a[href*="/paintings-by-style/"]') || text('a[href*="-style="]'),
    genre: text('[itemprop="genre"]') || text('a[href*="/paintings-by-genre/"]'),
    licence: text('.copyright-box a, a.copyright, .copyright-wrapper a'),
    picture: document.querySelector('img[itemprop="image"]')?.getAttribute('src') || meta('og:image'),
  };`;

const listSchema = z.array(z.string());
const workSchema = z.object({
  ...{ title: z.string(), artist: z.string(), year: z.string(), style: z.string() },
  ...{ genre: z.string(), licence: z.string(), picture: z.string() },
});

export const wikiart: Source = {
  id: 'wikiart',
  title: 'WikiArt',
  bases: { site: 'https://www.wikiart.org/' },
  pictureHosts: Array.from({ length: 9 }, (_, i) => `uploads${i}.wikiart.org`),
  interval: 3000,
  asks: ['artist'],
  picturesAre: 'page',
  confirm:
    'WikiArt has no interface for programs and its terms limit what may be fetched; many of its pictures are under copyright where you live.',

  async *find({ openPage, question }, base) {
    const artist = slugOf(question.artist ?? '');
    const list = base('site', `en/${artist}/all-works/text-list`);
    const links = await rendered(openPage, list, LIST, listSchema);
    const paths = new Set(links.filter((link) => link.startsWith(`/en/${artist}/`)));
    if (paths.size === 0) {
      throw new SfumatoError(
        'not-found',
        `WikiArt has no list of works for ${artist}. Write the name as in the address of her page there.`,
      );
    }
    for (const path of paths) {
      const url = base('site', path.slice(1));
      yield {
        key: path.replace(/^\/en\//, ''),
        details: async () => toWork(url, path, await rendered(openPage, url, WORK, workSchema)),
      };
    }
  },
};

async function rendered<T>(
  openPage: Parameters<Source['find']>[0]['openPage'],
  url: URL,
  script: string,
  schema: z.ZodType<T>,
): Promise<T> {
  const page = await openPage(url);
  try {
    const found = schema.safeParse(await page.evaluate(script));
    if (found.success) return found.data;
    throw new SfumatoError('download-failed', `${url.pathname} is not built as it used to be.`, {
      cause: found.error,
    });
  } finally {
    await page.close();
  }
}

function toWork(page: URL, path: string, found: z.output<typeof workSchema>): Work | Refused {
  // Pictures carry the size that is shown behind an exclamation mark.
  const address = found.picture.replace(/!\w+\.\w+$/, '');
  if (!URL.canParse(address, page)) return { refused: 'without a picture' };
  const licence = licenceOf(found.licence);
  return {
    key: path.replace(/^\/en\//, ''),
    ...{ title: found.title, artist: found.artist, style: found.style, genre: found.genre },
    year: yearOf(found.year),
    licence,
    licenceText: found.licence || 'Not stated',
    page: page.href,
    credit: `${found.artist}, WikiArt`,
    picture: new URL(address, page),
  };
}
