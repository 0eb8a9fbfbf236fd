/** A collection in one page that needs nothing else: no network, no scripts, no other files. */
import { artistName, labelName, workTitle } from '../export/names';
import { escapeText } from '../plots/svg';
import type { Surveyed } from '../curate/survey';
import type { Thumbnails } from '../curate/thumbnails';
import type { Figures } from './figures';
import { barList, foldedBars, histogram, inThousands, swatches } from './marks';
import { drawSheet, spread, type Sheet } from './sheets';
import { STYLE } from './style';

export interface ReportOptions {
  readonly title: string;
  readonly surveyed: readonly Surveyed[];
  readonly figures: Figures;
  readonly thumbnails: Thumbnails;
  /** Artists whose pictures are shown; all have their palette. */
  readonly sheets: number;
  readonly onProgress?: (done: number, total: number) => void;
}

const PICTURES_OF_AN_ARTIST = 12;
const PAIRS = 24;
const OUTLIERS = 48;
const BARS = 24;
const PALETTES = 60;

export async function writeReport(options: ReportOptions): Promise<string> {
  const { title, figures } = options;
  const sections = [
    introduction(options),
    section(
      'artists',
      'Artists',
      `<p>${inThousands(figures.artists.length)} artists.</p>${foldedBars(figures.artists, BARS, artistName)}`,
    ),
    section('styles', 'Styles and genres', labels(figures)),
    section('years', 'Years', years(figures)),
    section('sizes', 'Size and shape', sizes(figures)),
    section('colour', 'Colour', colour(figures)),
    section('sheets', 'A sheet per artist', await artistSheets(options)),
    section('duplicates', 'Twice the same', await duplicates(options)),
    section('outliers', 'Unlike the others', await outliers(options)),
  ];
  const links = [...sections.join('').matchAll(/<section id="([\w-]+)"><h2>([^<]+)/g)].map(
    ([, id, name]) => `<a href="#${id}">${name}</a>`,
  );
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark"><title>${escapeText(title)}</title><style>${STYLE}</style></head>
<body><header><h1>${escapeText(title)}</h1><nav>${links.join('')}</nav></header><main>${sections.join('')}</main></body></html>
`;
}

const section = (id: string, title: string, content: string) =>
  `<section id="${id}"><h2>${title}</h2>${content}</section>`;

/** Without a classifier's embeddings nobody knows what is unlike the others. */
const wasAsked = (surveyed: readonly Surveyed[]) =>
  surveyed.some(({ judgement }) => judgement !== undefined);

function introduction({ figures, surveyed }: ReportOptions): string {
  const facts: [string, string][] = [
    ['pictures', inThousands(figures.pictures)],
    ['artists', inThousands(figures.artists.length)],
    ['nearly grey', inThousands(figures.nearlyGrey)],
    ['twice the same', inThousands(figures.duplicates.length)],
    ['unlike the others', wasAsked(surveyed) ? inThousands(figures.outliers.length) : '–'],
    ['cannot be opened', inThousands(figures.broken)],
  ];
  const cards = facts.map(([name, value]) => `<div><dt>${name}</dt><dd>${value}</dd></div>`);
  const licences =
    figures.licences.length > 0
      ? `<h3>Licences</h3>${barList(figures.licences, (name) => name)}`
      : '';
  return `<section id="overview"><h2>At a glance</h2><dl class="facts">${cards.join('')}</dl>${licences}</section>`;
}

function labels({ styles, genres, pictures }: Figures): string {
  const without = (counts: Figures['styles']) =>
    inThousands(pictures - counts.reduce((sum, { count }) => sum + count, 0));
  return `<div class="columns"><div><h3>Styles</h3><p>${without(styles)} pictures have none.</p>${foldedBars(styles, 18, labelName)}</div>
<div><h3>Genres</h3><p>${without(genres)} pictures have none.</p>${foldedBars(genres, 18, labelName)}</div></div>`;
}

function years({ decades, decadesAre }: Figures): string {
  if (decades.length === 0)
    return '<p>Neither years of works nor of artists’ deaths are known.</p>';
  const bins = decades.map(({ name, count, years: span }) => {
    const from = Number.parseInt(name, 10);
    return { from, to: from + span, count };
  });
  const said =
    decadesAre === 'works'
      ? 'When the works were finished.'
      : 'When their painters died; the years of the works are not known.';
  return `<p>${said}</p>${histogram(bins, 'Pictures by year', String)}`;
}

function sizes({ shorterSide, aspect }: Figures): string {
  return `<div class="columns"><div><h3>Shorter side, in pixels</h3>${histogram(shorterSide, 'Shorter side in pixels', String)}</div>
<div><h3>Width over height</h3>${histogram(aspect, 'Width over height', String)}</div></div>`;
}

function colour({ colourfulness, artists }: Figures): string {
  const palettes = artists
    .slice(0, PALETTES)
    .map(
      ({ name, palette, colourfulness: median }) =>
        `<tr><th scope="row">${escapeText(artistName(name))}</th><td>${swatches(palette)}</td><td class="n">${Math.round(median)}</td></tr>`,
    );
  return `<p>Colourfulness after Hasler and Süsstrunk: under 12 is nearly grey, 33 moderate, 59 strong.</p>
${histogram(colourfulness, 'Colourfulness', String)}
<h3>Palettes</h3><p>Seven colours that stand for all of an artist’s pictures, as wide as their share; on the right the median colourfulness.</p>
<table class="palettes">${palettes.join('')}</table>`;
}

async function artistSheets({ surveyed, figures, thumbnails, sheets, onProgress }: ReportOptions) {
  const byArtist = new Map<string, string[]>();
  for (const { picture, look } of surveyed) {
    if ('broken' in look) continue;
    const own = byArtist.get(picture.artist);
    if (own) own.push(picture.path);
    else byArtist.set(picture.artist, [picture.path]);
  }
  const shown = figures.artists.slice(0, sheets);
  const parts: string[] = [];
  for (const { name, count, palette } of shown) {
    const files = spread(byArtist.get(name) ?? [], PICTURES_OF_AN_ARTIST);
    const sheet = await drawSheet(files, 6, thumbnails);
    const caption = `${artistName(name)}, ${inThousands(count)}`;
    parts.push(
      `<figure>${image(sheet, `${files.length} pictures by ${artistName(name)}`)}<figcaption>${escapeText(caption)}</figcaption>${swatches(palette)}</figure>`,
    );
    onProgress?.(parts.length, shown.length);
  }
  return `<div class="sheets">${parts.join('')}</div>`;
}

async function duplicates({ surveyed, figures, thumbnails }: ReportOptions): Promise<string> {
  const { duplicates: all } = figures;
  if (all.length === 0) return '<p>No picture is there twice.</p>';
  const figuresOfPairs = await Promise.all(
    spread(all, PAIRS).map(async ({ index, like, similarity }) => {
      const [a, b] = [surveyed[like]!.picture, surveyed[index]!.picture];
      const sheet = await drawSheet([a.path, b.path], 2, thumbnails);
      const caption = `${titleOf(a)} · ${titleOf(b)} (${similarity.toFixed(2)})`;
      return `<figure>${image(sheet, caption)}<figcaption>${escapeText(caption)}</figcaption></figure>`;
    }),
  );
  return `<p>${inThousands(all.length)} pictures are the same as another, by perceptual hash and embedding; ${figuresOfPairs.length} of the pairs:</p><div class="sheets pairs">${figuresOfPairs.join('')}</div>`;
}

async function outliers({ surveyed, figures, thumbnails }: ReportOptions): Promise<string> {
  const { outliers: all } = figures;
  if (!wasAsked(surveyed)) return '<p>No classifier was asked.</p>';
  if (all.length === 0) return '<p>No picture stands far apart from its artist’s others.</p>';
  const shown = await Promise.all(
    all.slice(0, OUTLIERS).map(async ({ index, score }) => {
      const { picture } = surveyed[index]!;
      const sheet = await drawSheet([picture.path], 1, thumbnails);
      const caption = `${artistName(picture.artist)}: ${titleOf(picture)} (${score.toFixed(1)})`;
      return `<figure>${image(sheet, caption)}<figcaption>${escapeText(caption)}</figcaption></figure>`;
    }),
  );
  return `<p>The ${shown.length} of ${inThousands(all.length)} that lie farthest from the nearest of the same artist, in robust standard deviations:</p><div class="sheets single">${shown.join('')}</div>`;
}

/** As far as it is known. */
const titleOf = ({ title, id }: { readonly title?: string | undefined; readonly id: string }) =>
  title ? workTitle(title) : id;

const image = ({ source, width, height }: Sheet, alt: string) =>
  `<img src="${source}" width="${width}" height="${height}" alt="${escapeText(alt)}" loading="lazy">`;
