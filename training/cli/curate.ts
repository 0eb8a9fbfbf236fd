import path from 'node:path';

import type { Command } from 'commander';

import { SfumatoError } from '@/lib/errors';

import { findAll, mergeFindings } from '../curate/find';
import { readPictures, type PictureCollection } from '../curate/pictures';
import { lookedFor, REASONS } from '../curate/reasons';
import { createDecisions } from '../curate/review/decisions';
import { openReview } from '../curate/review/server';
import { survey } from '../curate/survey';
import { createThumbnails } from '../curate/thumbnails';
import { CURATION_FILE, droppedIds, readCuration, writeCuration } from '../data/curation';
import { positiveInteger } from './arguments';
import { openJudge } from './judge';
import { MODELS_DIR } from './models';
import { progressBar } from './progress';
import { stopSignal } from './stop';
import { CACHE_FOLDER } from './train-gan';

interface Flags {
  review?: boolean;
  secondRound?: boolean;
  withoutModel?: boolean;
  model?: string;
  out?: string;
  port: number;
  cache: string;
  modelsDir: string;
  json?: boolean;
}

export function addCurateCommand(program: Command): void {
  program
    .command('curate')
    .description('Find what does not belong into a collection; look at it and decide.')
    .argument('<collection>', 'a CSV, or a folder of pictures')
    .option('--review', 'open a local page to decide; searches only where nothing was found yet')
    .option('--second-round', 'also what the classifier finds most unlike its class')
    .option('--model <id>', 'classifier to ask (default: the first there is)')
    .option('--without-model', 'measures of the pictures alone')
    .option('--out <file>', `default: ${CURATION_FILE} in the folder of pictures`)
    .option('--port <n>', 'of the review (default: any that is free)', positiveInteger, 0)
    .option('--cache <folder>', 'what was measured, and small pictures', CACHE_FOLDER)
    .option('--models-dir <folder>', 'where the models are', MODELS_DIR)
    .option('--json', 'print JSON')
    .action(curate);
}

async function curate(location: string, flags: Flags): Promise<void> {
  const collection = await readPictures(location);
  const out = flags.out ?? path.join(collection.folder, CURATION_FILE);
  const before = await readCuration(out);
  if (!flags.review || flags.secondRound || before.length === 0) await find(collection, out, flags);
  if (flags.review) await review(collection, out, flags);
}

async function find(collection: PictureCollection, out: string, flags: Flags): Promise<void> {
  const stop = stopSignal(() => process.stderr.write('\nStopping; what was seen is kept …\n'));
  const judge = flags.withoutModel ? undefined : await openJudge(flags.modelsDir, flags.model);
  const bar = progressBar('Looking');
  try {
    const surveyed = await survey(collection, {
      ...{ cacheFolder: flags.cache, judge, signal: stop.signal, onProgress: bar.update },
    });
    bar.stop();
    const round = flags.secondRound ? 'second' : 'first';
    const found = findAll(surveyed, { round, knownArtists: judge?.artists ?? new Set() });
    const looked = lookedFor({ withModel: judge !== undefined, round });
    const findings = mergeFindings(await readCuration(out), found, looked);
    await writeCuration(out, findings);
    report(findings, { total: surveyed.length, out, json: flags.json === true });
  } finally {
    bar.stop();
    stop.release();
    await judge?.close();
  }
}

function report(
  findings: Awaited<ReturnType<typeof readCuration>>,
  { total, out, json }: { total: number; out: string; json: boolean },
): void {
  const counts = REASONS.map(({ id, title }) => {
    const own = findings.filter(({ reason }) => reason === id);
    return { reason: id, title, found: own.length, dropped: droppedIds(own).size };
  }).filter(({ found }) => found > 0);
  const dropped = droppedIds(findings).size;
  if (json) {
    process.stdout.write(`${JSON.stringify({ pictures: total, dropped, reasons: counts, out })}\n`);
    return;
  }
  for (const { title, found, dropped: gone } of counts) {
    process.stdout.write(
      `${title.padEnd(44)}${String(found).padStart(6)} found, ${gone} dropped\n`,
    );
  }
  process.stdout.write(
    `Of ${total} pictures ${dropped} are dropped; nothing is deleted. ${out} says which and why.\n`,
  );
}

async function review(collection: PictureCollection, out: string, flags: Flags): Promise<void> {
  const files = new Map(collection.pictures.map(({ id, file }) => [id, file]));
  const server = await openReview({
    title: path.basename(collection.csv ?? collection.folder, '.csv'),
    pictures: collection.pictures,
    decisions: createDecisions(out, await readCuration(out), (id) => files.get(id)),
    thumbnails: createThumbnails(flags.cache),
    port: flags.port,
  }).catch((cause: unknown) => {
    const message = `Port ${flags.port} is taken: choose another with --port, or none.`;
    throw new SfumatoError('invalid-input', message, { cause });
  });
  process.stdout.write(`${server.url}\n`);
  process.stderr.write(
    'Open this address in a browser. Ctrl-C ends; every decision is saved already.\n',
  );
  await new Promise<void>((resolve) => {
    const stop = stopSignal(() => resolve());
    stop.signal.addEventListener('abort', () => stop.release(), { once: true });
  });
  await server.close();
}
