/** The review's server: for this machine alone, and for the page that it served itself. */
import { randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import http, { type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

import ts from 'typescript';
import { z } from 'zod';

import { FORMATS, kindOf } from '@/lib/image/open/kind';

import { artistName, workTitle } from '../../export/names';
import type { CollectionPicture } from '../pictures';
import { REASONS } from '../reasons';
import type { Thumbnails } from '../thumbnails';
import type { Decisions } from './decisions';
import type { ReviewData } from './model';

export interface ReviewOptions {
  readonly title: string;
  readonly pictures: readonly CollectionPicture[];
  readonly decisions: Decisions;
  readonly thumbnails: Thumbnails;
  /** 0 for any that is free. */
  readonly port: number;
}

export interface ReviewServer {
  /** With the word that lets in. */
  readonly url: string;
  close(): Promise<void>;
}

/** Of what a page may send. */
const MOST_BYTES = 1e6;
const changesSchema = z
  .array(z.object({ id: z.string(), decision: z.enum(['keep', 'drop']).nullable() }))
  .max(20_000);

/** Scripts of the page, by the path that it asks for. */
const MODULES = ['page', 'grid', 'model', 'look-closer'];

export async function openReview(options: ReviewOptions): Promise<ReviewServer> {
  // Other pages in the same browser can send requests here, too; they do not know this word.
  const word = randomBytes(16).toString('hex');
  const scripts = new Map<string, string>();
  for (const name of MODULES) scripts.set(`/${name}`, await compiled(name));
  const page = await readFile(new URL('page.html', import.meta.url), 'utf8');
  const style = await readFile(new URL('page.css', import.meta.url), 'utf8');

  const server = http.createServer((request, response) => {
    handle(request, response).catch((error: unknown) => {
      const message = error instanceof Error ? error.message : String(error);
      send(response, 500, 'text/plain', message);
    });
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(options.port, '127.0.0.1', resolve);
  });
  const { port } = server.address() as AddressInfo;
  let open = true;
  // One after the other, so that those that are looked at come first.
  const preparing = (async () => {
    for (const { path } of options.pictures) {
      if (!open) return;
      await options.thumbnails.get(path).catch(() => undefined);
    }
  })();
  const hosts = [`127.0.0.1:${port}`, `localhost:${port}`];

  async function handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    // A name that was pointed at this machine from outside is not ours.
    if (!hosts.includes(request.headers.host ?? ''))
      return send(response, 403, 'text/plain', 'No.');
    const { pathname, searchParams } = new URL(request.url ?? '/', `http://127.0.0.1:${port}`);
    if (pathname === '/') return send(response, 200, 'text/html', page);
    if (pathname === '/style.css') return send(response, 200, 'text/css', style);
    const script = scripts.get(pathname);
    if (script !== undefined) return send(response, 200, 'text/javascript', script);
    const given = request.headers['x-review'] ?? searchParams.get('word');
    if (given !== word) {
      return send(response, 403, 'text/plain', 'Open the address that the command printed.');
    }
    if (pathname === '/data') {
      return send(response, 200, 'application/json', JSON.stringify(dataOf(options)));
    }
    if (pathname === '/decide' && request.method === 'POST') return decide(request, response);
    const picture = /^\/(thumbnail|picture)\/(\d+)$/.exec(pathname);
    const entry = picture && options.pictures[Number(picture[2])];
    if (!entry) return send(response, 404, 'text/plain', 'There is nothing here.');
    return sendPicture(response, entry, picture[1] === 'thumbnail');
  }

  async function decide(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const changes = changesSchema.safeParse(JSON.parse(await bodyOf(request)));
    if (!changes.success) return send(response, 400, 'text/plain', 'These are no decisions.');
    await options.decisions.decide(changes.data);
    send(response, 200, 'application/json', '{}');
  }

  async function sendPicture(response: ServerResponse, entry: CollectionPicture, small: boolean) {
    const bytes = await (
      small ? options.thumbnails.get(entry.path, () => !response.destroyed) : readFile(entry.path)
    ).catch(() => undefined);
    if (!bytes) return send(response, 404, 'text/plain', 'This picture cannot be opened.');
    const kind = kindOf(bytes);
    if (kind.is !== 'picture') return send(response, 404, 'text/plain', 'This is no picture.');
    response.setHeader('cache-control', 'private, max-age=3600');
    send(response, 200, FORMATS[kind.format].mime, bytes);
  }

  return {
    url: `http://127.0.0.1:${port}/#${word}`,
    async close() {
      open = false;
      await new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      });
      await preparing;
    },
  };
}

function send(response: ServerResponse, status: number, type: string, body: string | Buffer) {
  response.writeHead(status, {
    'content-type': `${type}${type.startsWith('image/') ? '' : '; charset=utf-8'}`,
    'x-content-type-options': 'nosniff',
    'referrer-policy': 'no-referrer',
    'content-security-policy':
      "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; connect-src 'self'; frame-ancestors 'none'",
  });
  response.end(body);
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    bytes += chunk.length;
    if (bytes > MOST_BYTES) throw new Error('Too many decisions at once.');
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}

/** The page's scripts are TypeScript like everything else; browsers want it without the types. */
async function compiled(name: string): Promise<string> {
  const source = await readFile(new URL(`${name}.ts`, import.meta.url), 'utf8');
  const { ESNext: module } = ts.ModuleKind;
  const { ES2022: target } = ts.ScriptTarget;
  return ts.transpileModule(source, {
    compilerOptions: { module, target, verbatimModuleSyntax: true },
  }).outputText;
}

function dataOf({ title, pictures, decisions }: ReviewOptions): ReviewData {
  const indices = new Map(pictures.map(({ id }, i) => [id, i]));
  return {
    title,
    reasons: REASONS.map(({ id, title: name, score }) => ({ id, title: name, score })),
    pictures: pictures.map(({ id, artist, title: name }) => [
      id,
      artistName(artist),
      name && workTitle(name),
    ]),
    findings: decisions.findings.flatMap(({ id, reason, score, decision, about }) => {
      const index = indices.get(id);
      return index === undefined ? [] : [[index, reason, score ?? 0, decision, about]];
    }),
    decided: [...decisions.made].flatMap(([id, decision]) => {
      const index = indices.get(id);
      return index === undefined ? [] : [[index, decision]];
    }),
  };
}
