import { SfumatoError } from '@/lib/errors';
import { pathOfCode } from '@/lib/latent/link-kinds';

import { withDatabase } from '../database/server';
import { createDrawing, serverEngine, type Drawing, type Subject } from '../drawing';
import { BusyError } from '../limits';
import { openPicture } from '../links';
import { gatherAccount, readWorks, WORKS_PAGE, type ExportedWork, type WorkPlace } from './gather';
import { streamOf, zipPieces, type ZipFile } from './zip';

/** Side of the pictures, in pixels. */
const SIDE = 512;

/** Pictures of one export; the rest is in it as links. */
export const MOST_PICTURES = 2000;

/** Exports that this process makes at the same time; each draws one picture after the other. */
const MOST_AT_ONCE = 4;

/** Somebody who takes nothing for so long has gone. */
const PATIENCE_MS = 60_000;

/** Of people whose export is being made by this process. */
const underWay = new Set<string>();

export interface Export {
  readonly fileName: string;
  readonly body: ReadableStream<Uint8Array>;
  /** Pictures in it. */
  readonly pictures: number;
}

export interface ExportOptions {
  readonly personId: string;
  /** Where links begin. */
  readonly origin: string;
  readonly drawing?: Pick<Drawing, 'picture'>;
  readonly now?: Date;
}

/**
 * Everything that is kept of a person, as an archive: JSON, and each work's picture drawn
 * afresh. It is made while it is read.
 * @throws SfumatoError `unavailable`; BusyError while another export of the same person, or
 * too many others, are being made
 */
export async function exportAccount({
  personId,
  origin,
  drawing = exportDrawing(),
  now = new Date(),
}: ExportOptions): Promise<Export> {
  if (underWay.has(personId)) {
    throw new BusyError('Your export is being made already. Let it finish first.', 429, 30);
  }
  if (underWay.size >= MOST_AT_ONCE) {
    throw new BusyError('Others are taking their works along. Try again in a minute.', 503, 60);
  }
  underWay.add(personId);
  const atEnd = () => underWay.delete(personId);
  try {
    const account = await withDatabase((db) => gatherAccount(db, personId));
    const files = exportFiles(account, () => allWorks(personId), origin, drawing);
    return {
      fileName: `sfumato-${now.toISOString().slice(0, 10)}.zip`,
      body: streamOf(zipPieces(files), PATIENCE_MS, atEnd),
      pictures: Math.min(account.works, MOST_PICTURES),
    };
  } catch (thrown) {
    atEnd();
    throw thrown;
  }
}

type Works = () => AsyncIterable<ExportedWork>;

/** Read page by page, twice: however many there are, they never are in memory together. */
async function* allWorks(personId: string): AsyncGenerator<ExportedWork> {
  let page: ExportedWork[];
  let last: WorkPlace | undefined;
  do {
    page = await withDatabase((db) => readWorks(db, personId, last));
    yield* page;
    last = page.at(-1);
  } while (page.length === WORKS_PAGE);
}

async function* exportFiles(
  account: object,
  works: Works,
  origin: string,
  drawing: Pick<Drawing, 'picture'>,
): AsyncGenerator<ZipFile> {
  yield { name: 'README.txt', pieces: [encode(README)] };
  yield { name: 'account.json', pieces: [encode(`${JSON.stringify(account, null, 2)}\n`)] };
  yield { name: 'works.json', pieces: worksJson(works, origin) };
  let drawn = 0;
  for await (const work of works()) {
    if (++drawn > MOST_PICTURES) return;
    const subject = subjectOf(work);
    if (subject instanceof SfumatoError) continue;
    const picture = await drawing.picture(subject, SIDE, 'export');
    yield { name: pictureName(work), pieces: [picture], stored: true };
  }
}

async function* worksJson(works: Works, origin: string): AsyncGenerator<Uint8Array> {
  let count = 0;
  for await (const work of works()) {
    const { pictureCode: _, ...rest } = work;
    const subject = subjectOf(work);
    const without =
      subject instanceof SfumatoError
        ? subject.message
        : count >= MOST_PICTURES
          ? 'Open its link to see it.'
          : undefined;
    const entry = {
      ...rest,
      link: `${origin}${pathOfCode(work.kind, work.code)}`,
      picture: without === undefined ? pictureName(work) : null,
      ...(without !== undefined && { withoutPicture: without }),
    };
    yield encode(`${count === 0 ? '[' : ','}\n${JSON.stringify(entry, null, 2)}`);
    count++;
  }
  yield encode(count === 0 ? '[]\n' : '\n]\n');
}

/** What is to be drawn, or why it cannot be: its model is not here any more, say. */
function subjectOf({ pictureCode }: ExportedWork): Subject | SfumatoError {
  try {
    return openPicture(pictureCode);
  } catch (thrown) {
    if (thrown instanceof SfumatoError) return thrown;
    throw thrown;
  }
}

/** Follows from the work alone; the title as far as every file system can write it. */
function pictureName({ title, createdAt, id }: ExportedWork): string {
  const words = title
    .normalize('NFKD')
    .replace(/[^\p{L}\p{N} -]+/gu, '')
    .trim()
    .replace(/\s+/g, '-')
    .slice(0, 40);
  const parts = [createdAt.toISOString().slice(0, 10), words, id].filter(Boolean);
  return `pictures/${parts.join('-')}.png`;
}

function encode(content: string): Uint8Array {
  return new TextEncoder().encode(content);
}

/** One for the process, apart from the one for links: those are not kept waiting by exports. */
const SHARED = Symbol.for('sfumato.export-drawing');
type Shared = typeof globalThis & { [SHARED]?: Drawing };

function exportDrawing(): Drawing {
  return ((globalThis as Shared)[SHARED] ??= createDrawing({
    engine: serverEngine,
    // Each picture is wanted once.
    cacheBytes: 1,
    // There is room for all exports that are being made, so nobody is turned away here.
    waiting: MOST_AT_ONCE,
    limit: () => Promise.resolve(),
  }));
}

const README = `This is everything that Sfumato keeps of you.

account.json  your name and address, where you are signed in, what you starred and
              reported, your short links, and of works that were hidden the SHA-256 of
              their codes
works.json    your works: link, title, note, who may see them, what they grew from
pictures/     their pictures, drawn for this archive. Those of points, walks and arithmetics
              carry a point: dropped on the Studio, they open there. Styles are opened by
              their links.

A picture is a function of its link, so the links in works.json are the works themselves.
`;
