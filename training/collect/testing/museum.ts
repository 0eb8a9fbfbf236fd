/** A server that speaks the interfaces of the sources, and misbehaves where it is told to. */
import http, { type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

import sharp from 'sharp';

/** How a path behaves instead of answering, once for each entry, then as it should. */
export type Mischief =
  | { readonly status: number; readonly retryAfter?: string }
  | { readonly redirect: string }
  | 'html'
  | 'empty'
  | 'truncated'
  | 'silent'
  | 'huge-length'
  | 'endless';

export interface Museum {
  readonly origin: string;
  /** Every path that was asked for, in order, with what follows the question mark. */
  readonly asked: string[];
  /** Headers of the last request. */
  headers: http.IncomingHttpHeaders;
  /** What the next requests for a path get. */
  misbehave(path: string, ...mischief: Mischief[]): void;
  robots: string | undefined;
  close(): Promise<void>;
}

/** Numbers of the works there are: 1 to 12, of which 3 is under copyright and 5 by another. */
const WORKS = Array.from({ length: 12 }, (_, i) => i + 1);
const IN_COPYRIGHT = 3;
const BY_ANOTHER = 5;
const artistOf = (id: number) => (id === BY_ANOTHER ? 'Camille Pissarro' : 'Claude Monet');

const pictures = new Map<number, Promise<Buffer>>();

/** A picture of its own for every number. */
export function pictureOf(id: number): Promise<Buffer> {
  const made = pictures.get(id) ?? makePicture(id);
  pictures.set(id, made);
  return made;
}

function makePicture(id: number): Promise<Buffer> {
  const background = { r: (id * 37) % 256, g: (id * 91) % 256, b: (id * 53) % 256 };
  return sharp({ create: { width: 320, height: 240, channels: 3, background } })
    .jpeg()
    .toBuffer();
}

export async function openMuseum(): Promise<Museum> {
  const mischief = new Map<string, Mischief[]>();
  const server = http.createServer((request, response) => {
    const url = new URL(request.url ?? '/', museum.origin);
    museum.asked.push(`${url.pathname}${url.search}`);
    museum.headers = request.headers;
    const trick = mischief.get(url.pathname)?.shift();
    void (trick === undefined ? answer(url, response) : misbehave(trick, request, response));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const museum: Museum = {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    asked: [],
    headers: {},
    robots: undefined,
    misbehave: (path, ...tricks) =>
      void mischief.set(path, [...(mischief.get(path) ?? []), ...tricks]),
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };

  async function answer(url: URL, response: ServerResponse): Promise<void> {
    const { pathname, searchParams: query } = url;
    if (pathname === '/robots.txt') {
      if (museum.robots === undefined) response.writeHead(404).end();
      else response.end(museum.robots);
      return;
    }
    const picture = /^\/(?:pictures|iiif)\/(\d+)/.exec(pathname);
    if (picture) {
      response.writeHead(200, { 'content-type': 'image/jpeg' });
      response.end(await pictureOf(Number(picture[1])));
      return;
    }
    const data = json(pathname, query, museum.origin);
    if (data === undefined) response.writeHead(404).end('{}');
    else response.end(JSON.stringify(data));
  }
  return museum;
}

async function misbehave(
  trick: Mischief,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  if (typeof trick === 'object' && 'status' in trick) {
    const { status, retryAfter } = trick;
    response.writeHead(status, retryAfter === undefined ? {} : { 'retry-after': retryAfter });
    response.end('no');
    return;
  }
  if (typeof trick === 'object') {
    response.writeHead(302, { location: trick.redirect }).end();
    return;
  }
  const picture = await pictureOf(99);
  switch (trick) {
    case 'html':
      response.end('<!doctype html><title>Sorry</title>');
      break;
    case 'empty':
      response.end();
      break;
    case 'truncated':
      response.writeHead(200, { 'content-length': picture.length });
      response.write(picture.subarray(0, picture.length / 2));
      setImmediate(() => request.socket.destroy());
      break;
    case 'silent':
      break;
    case 'huge-length':
      response.writeHead(200, { 'content-length': 10e9 });
      response.write(picture);
      break;
    case 'endless': {
      // A picture at its beginning, and no length: only counting helps.
      response.write(picture.subarray(0, 300));
      const more = Buffer.alloc(65_536);
      const pump = () => {
        while (!response.destroyed && response.write(more));
      };
      response.on('drain', pump);
      pump();
    }
  }
}

function json(path: string, query: URLSearchParams, origin: string): unknown {
  const at = (prefix: string) => (path.startsWith(prefix) ? path.slice(prefix.length) : undefined);
  const metId = at('/public/collection/v1/objects/');
  if (path === '/public/collection/v1/search') {
    const nothing = query.get('q') === 'nobody';
    return { total: nothing ? 0 : WORKS.length, objectIDs: nothing ? null : WORKS };
  }
  if (metId !== undefined) return metObject(Number(metId), origin);
  if (path === '/api/v1/artworks/search') return articPage(Number(query.get('page')), origin);
  if (path === '/api/artworks/') return clevelandPage(Number(query.get('skip')), origin);
  if (path === '/services/rest/') return flickrPage(query, origin);
  if (path === '/sparql') return sparql();
  if (path === '/w/api.php') return wiki(query, origin);
  return undefined;
}

const metObject = (id: number, origin: string) => ({
  objectID: id,
  isPublicDomain: id !== IN_COPYRIGHT,
  primaryImage: `${origin}/pictures/${id}`,
  primaryImageSmall: '',
  title: `Water lilies, "no. ${id}"`,
  classification: 'Paintings',
  objectName: 'Painting',
  artistPrefix: id === 6 ? 'Copy after' : '',
  artistDisplayName: artistOf(id),
  artistEndDate: '1926',
  objectEndDate: 1900 + id,
  creditLine: 'Bequest',
  objectURL: `https://www.metmuseum.org/art/collection/search/${id}`,
});

/** It serves the last page for ever. */
const articPage = (page: number, origin: string) => ({
  pagination: { total_pages: 1_000_000 },
  data: WORKS.slice(Math.min(page - 1, 2) * 4)
    .slice(0, 4)
    .map((id) => ({
      id,
      title: `Water lilies ${id}`,
      artist_title: artistOf(id),
      artist_display: `${artistOf(id)} (French, 1840–1926)`,
      date_end: 1900 + id,
      image_id: `${id}-a-b`,
      is_public_domain: id !== IN_COPYRIGHT,
      artwork_type_title: 'Painting',
      style_title: 'Impressionism',
      credit_line: 'Gift',
    })),
  config: { iiif_url: `${origin}/iiif`, website_url: 'https://www.artic.edu' },
});

const clevelandPage = (skip: number, origin: string) => ({
  info: { total: WORKS.length },
  data: WORKS.slice(skip, skip + 100).map((id) => ({
    id,
    title: `Water lilies ${id}`,
    share_license_status: id === IN_COPYRIGHT ? 'Copyrighted' : 'CC0',
    type: 'Painting',
    creation_date: `c. 190${id % 10}`,
    creditline: 'Gift',
    url: `https://clevelandart.org/art/${id}`,
    creators: [{ description: `${artistOf(id)} (French, 1840–1926)`, death_year: '1926' }],
    images: { web: { url: `${origin}/pictures/${id}` }, print: null },
  })),
});

const flickrPage = (query: URLSearchParams, origin: string) =>
  query.get('api_key') === 'right'
    ? {
        stat: 'ok',
        photos: {
          pages: 1,
          photo: WORKS.map((id) => ({
            ...{ id: String(id), owner: '1@N0', ownername: 'Ann', title: `Dots ${id}` },
            license: id === IN_COPYRIGHT ? '2' : '9',
            datetaken: '2009-05-04 12:00:00',
            url_c: `${origin}/pictures/${id}`,
          })),
        },
      }
    : { stat: 'fail', code: 100, message: 'Invalid API Key' };

const sparql = () => ({
  results: {
    bindings: WORKS.flatMap((id) => {
      const row = {
        image: { value: `http://commons.wikimedia.org/wiki/Special:FilePath/Lilies%20${id}.jpg` },
        itemLabel: { value: `Water lilies ${id}` },
        inception: { value: '1906-01-01T00:00:00Z' },
        movementLabel: { value: 'Impressionism' },
        died: { value: '1926-12-05T00:00:00Z' },
      };
      return [{ ...row, genreLabel: { value: 'landscape painting' } }, row];
    }),
  },
});

function wiki(query: URLSearchParams, origin: string): unknown {
  if (query.get('action') === 'wbsearchentities') {
    return {
      search: query.get('search') === 'Nobody' ? [] : [{ id: 'Q296', label: 'Claude Monet' }],
    };
  }
  const file = (title: string) => {
    const id = Number(/(\d+)\.jpg$/.exec(title)?.[1]);
    return {
      title,
      imageinfo: [
        {
          url: `${origin}/pictures/${id}`,
          thumburl: `${origin}/pictures/${id}`,
          descriptionurl: `https://commons.wikimedia.org/wiki/${title}`,
          mime: 'image/jpeg',
          extmetadata: {
            LicenseShortName: { value: id === IN_COPYRIGHT ? 'CC BY-SA 4.0' : 'Public domain' },
            Artist: { value: '<a href="#">Claude&nbsp;Monet</a>' },
          },
        },
      ],
    };
  };
  const titles = query.get('titles');
  if (titles !== null) return { query: { pages: titles.split('|').map(file) } };
  const start = Number(query.get('gcmcontinue') ?? 0);
  return {
    ...(start + 5 < WORKS.length ? { continue: { gcmcontinue: String(start + 5) } } : {}),
    query: { pages: WORKS.slice(start, start + 5).map((id) => file(`File:Lilies ${id}.jpg`)) },
  };
}
