/**
 * Wikimedia Commons and Wikidata: paintings that Wikidata says an artist made and Commons has
 * a file of, or the files of a category of Commons; the licence as Commons has it, file by file.
 */
import { z } from 'zod';

import { SfumatoError } from '@/lib/errors';

import { yearOf } from '../../data/year';
import type { Fetcher } from '../fetch/fetcher';
import { licenceOf } from '../licence';
import { paged, withQuery, type Source } from '../source';
import { textOf, type Refused, type Work } from '../work';

const personSchema = z.object({
  search: z.array(z.object({ id: z.string().regex(/^Q\d+$/), label: z.string().nullish() })),
});

const value = z.object({ value: z.string() });
const sparqlSchema = z.object({
  results: z.object({
    bindings: z.array(
      z.object({
        image: value,
        itemLabel: value.optional(),
        inception: value.optional(),
        genreLabel: value.optional(),
        movementLabel: value.optional(),
        died: value.optional(),
      }),
    ),
  }),
});

const metadata = z.object({ value: z.union([z.string(), z.number()]) }).optional();
const fileSchema = z.object({
  title: z.string(),
  missing: z.boolean().optional(),
  imageinfo: z
    .array(
      z.object({
        url: z.string(),
        thumburl: z.string().optional(),
        descriptionurl: z.string().optional(),
        mime: z.string().optional(),
        extmetadata: z
          .object({
            LicenseShortName: metadata,
            License: metadata,
            Artist: metadata,
            Credit: metadata,
            ObjectName: metadata,
            DateTimeOriginal: metadata,
          })
          .optional(),
      }),
    )
    .optional(),
});
type CommonsFile = z.output<typeof fileSchema>;

const filesSchema = z.object({
  continue: z.record(z.string(), z.union([z.string(), z.number()])).optional(),
  query: z
    .object({
      pages: z.array(fileSchema),
      normalized: z.array(z.object({ from: z.string(), to: z.string() })).optional(),
    })
    .optional(),
  error: z.object({ info: z.string() }).optional(),
});

/** So many files may be asked about at a time. */
const BUNDLE = 50;
/** Widths that Commons keeps pictures in; others would have to be made for us. */
const WIDTHS = [330, 500, 960, 1280, 1920, 3840];

interface Known {
  readonly file: string;
  readonly title: string;
  readonly artist: string;
  readonly died?: number | undefined;
  readonly year?: number | undefined;
  readonly style: string;
  readonly genre: string;
}

export const wikimedia: Source = {
  id: 'wikimedia',
  title: 'Wikimedia Commons',
  bases: {
    commons: 'https://commons.wikimedia.org/',
    wikidata: 'https://www.wikidata.org/',
    query: 'https://query.wikidata.org/',
  },
  pictureHosts: ['upload.wikimedia.org'],
  interval: 600,
  asks: ['artist', 'category'],
  picturesAre: 'page',

  async *find({ fetcher, question, side }, base) {
    const width = WIDTHS.find((candidate) => candidate >= side) ?? 3840;
    const info = {
      ...{ action: 'query', format: 'json', formatversion: 2 },
      ...{ prop: 'imageinfo', iiprop: 'url|mime|extmetadata', iiurlwidth: width },
    };
    const api = base('commons', 'w/api.php');
    if (question.category !== undefined) {
      yield* inCategory(fetcher, api, info, question.category);
      return;
    }
    const artist = question.artist ?? '';
    const works = await worksBy(fetcher, base, artist);
    for (let start = 0; start < works.length; start += BUNDLE) {
      const bundle = works.slice(start, start + BUNDLE);
      const asked = withQuery(api, {
        ...info,
        titles: bundle.map(({ file }) => `File:${file}`).join('|'),
      });
      const { query, error } = await fetcher.json(asked, filesSchema, { as: 'service' });
      assertAnswered(error);
      const renamed = new Map(query?.normalized?.map(({ from, to }) => [from, to]));
      const pages = new Map(query?.pages.map((page) => [page.title, page]));
      for (const work of bundle) {
        const title = `File:${work.file}`;
        const page = pages.get(renamed.get(title) ?? title);
        yield { key: work.file, details: async () => toWork(page, work) };
      }
    }
  },
};

async function* inCategory(
  fetcher: Fetcher,
  api: URL,
  info: Readonly<Record<string, string | number>>,
  category: string,
) {
  let more: Record<string, string | number> | undefined = {};
  const read = async () => {
    if (!more) return undefined;
    const asked = withQuery(api, {
      ...info,
      generator: 'categorymembers',
      gcmtitle: `Category:${category.replace(/^Category:/i, '')}`,
      ...{ gcmtype: 'file', gcmlimit: BUNDLE },
      ...more,
    });
    const found = await fetcher.json(asked, filesSchema, { as: 'service' });
    assertAnswered(found.error);
    more = found.continue;
    return found.query?.pages ?? [];
  };
  for await (const page of paged(read, ({ title }) => title)) {
    const file = page.title.replace(/^File:/, '');
    const known = { ...{ file, title: '', artist: '' }, ...{ style: '', genre: '' } };
    yield { key: file, details: async () => toWork(page, known) };
  }
}

/** Paintings (Q3305213) with a picture (P18) by the creator (P170) of that name. */
async function worksBy(
  fetcher: Fetcher,
  base: (service: string, path: string) => URL,
  artist: string,
): Promise<Known[]> {
  const search = withQuery(base('wikidata', 'w/api.php'), {
    ...{ action: 'wbsearchentities', format: 'json', language: 'en', type: 'item', limit: 1 },
    search: artist,
  });
  const person = (await fetcher.json(search, personSchema, { as: 'service' })).search[0];
  if (!person) {
    throw new SfumatoError(
      'not-found',
      `Wikidata knows nobody called ${artist}. Write the name as Wikipedia does.`,
    );
  }
  const sparql = `SELECT ?image ?itemLabel ?inception ?genreLabel ?movementLabel ?died WHERE {
    ?item wdt:P170 wd:${person.id}; wdt:P31 wd:Q3305213; wdt:P18 ?image.
    OPTIONAL { ?item wdt:P571 ?inception. } OPTIONAL { ?item wdt:P136 ?genre. }
    OPTIONAL { ?item wdt:P135 ?movement. } OPTIONAL { wd:${person.id} wdt:P570 ?died. }
    SERVICE wikibase:label { bd:serviceParam wikibase:language "en,mul". } } ORDER BY ?item`;
  const asked = withQuery(base('query', 'sparql'), { query: sparql, format: 'json' });
  const { results } = await fetcher.json(asked, sparqlSchema, { as: 'service' });
  // A work with two genres has two rows.
  const works = new Map<string, Known>();
  for (const row of results.bindings) {
    const file = fileName(row.image.value);
    if (file === undefined || works.has(file)) continue;
    works.set(file, {
      file,
      title: row.itemLabel?.value ?? '',
      artist: person.label ?? artist,
      died: yearOf(row.died?.value),
      year: yearOf(row.inception?.value),
      style: row.movementLabel?.value ?? '',
      genre: row.genreLabel?.value ?? '',
    });
  }
  return [...works.values()];
}

/** `http://commons.wikimedia.org/wiki/Special:FilePath/Some%20name.jpg` → `Some name.jpg`. */
function fileName(address: string): string | undefined {
  try {
    return decodeURIComponent(address.slice(address.lastIndexOf('/') + 1)).replace(/_/g, ' ');
  } catch {
    return undefined;
  }
}

function assertAnswered(error: { info: string } | undefined): void {
  if (!error) return;
  throw new SfumatoError(
    'download-failed',
    `Wikimedia Commons answers: ${textOf(error.info).slice(0, 200)} Try again in a few minutes.`,
  );
}

function toWork(page: CommonsFile | undefined, known: Known): Work | Refused {
  const info = page?.imageinfo?.[0];
  if (!info || page?.missing) return { refused: 'without a picture' };
  if (info.mime !== undefined && !/^image\/(jpeg|png|tiff|webp)$/.test(info.mime)) {
    return { refused: 'not a format of pictures' };
  }
  const meta = info.extmetadata;
  const said = (field: { value: string | number } | undefined) =>
    textOf(String(field?.value ?? ''));
  const licenceText = said(meta?.LicenseShortName) || said(meta?.License);
  const title = known.title || said(meta?.ObjectName) || known.file.replace(/\.\w+$/, '');
  return {
    ...{ key: known.file, title, style: known.style, genre: known.genre, died: known.died },
    artist: known.artist || said(meta?.Artist),
    year: known.year ?? yearOf(said(meta?.DateTimeOriginal)),
    licence: licenceOf(licenceText),
    licenceText: licenceText || 'Not stated',
    page: info.descriptionurl ?? '',
    credit: [said(meta?.Artist), said(meta?.Credit), 'Wikimedia Commons']
      .filter((part) => part !== '')
      .join('. ')
      .slice(0, 500),
    picture: new URL(info.thumburl ?? info.url),
  };
}
