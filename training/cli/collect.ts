import { Option, type Command } from 'commander';

import { SfumatoError } from '@/lib/errors';

import { createPageBrowser } from '../collect/browser';
import { collect, type Summary } from '../collect/collect';
import { systemClock } from '../collect/fetch/clock';
import { createFetcher } from '../collect/fetch/fetcher';
import { LICENCES, parseLicences } from '../collect/licence';
import { allowedOf, basesOf } from '../collect/reach';
import { ASKABLE, type Question, type Source } from '../collect/source';
import { sourceOf, SOURCES } from '../collect/sources';
import { slugOf } from '../collect/work';
import { commaSeparated, numberBetween, positiveInteger } from './arguments';
import { progressBar } from './progress';
import { stopSignal } from './stop';

interface Flags extends Record<(typeof ASKABLE)[number], string | undefined> {
  out?: string;
  max: number;
  licence: string[];
  anyKind?: boolean;
  side: number;
  concurrency: number;
  pause?: number;
  maxMegabytes: number;
  contact?: string;
  baseUrl?: string;
  confirm?: string;
  dryRun?: boolean;
  json?: boolean;
}

export function addCollectCommand(program: Command): void {
  program
    .command('collect')
    .description('Gather pictures, with their licences, into a collection.')
    .argument('<source>', SOURCES.map(({ id }) => id).join(', '))
    .option('--artist <name>', 'works by this artist, e.g. "Claude Monet"')
    .option('--query <words>', 'works that the source finds for these words')
    .option('--tag <tag>', 'pictures with this tag (flickr)')
    .option('--category <name>', 'files of this category (wikimedia)')
    .option('--board <name/board>', 'pins of this board (pinterest)')
    .option('--out <folder>', 'the collection (default: collections/ and what was asked for)')
    .option('--max <n>', 'at most so many pictures', positiveInteger, 500)
    .option(
      '--licence <list>',
      `besides public-domain and cc0: of ${LICENCES.slice(2).join(', ')}; or any`,
      commaSeparated,
      [] as string[],
    )
    .option('--any-kind', 'not only paintings')
    .option(
      '--side <px>',
      'longer side of the pictures, where there is a choice',
      positiveInteger,
      843,
    )
    .option('--concurrency <n>', 'requests to a host at a time', positiveInteger, 2)
    .option('--pause <seconds>', 'between requests to a host, at least', numberBetween(0, 3600))
    .option('--max-megabytes <n>', 'of one picture', positiveInteger, 40)
    .addOption(
      new Option('--contact <address>', 'mail or page that is sent along, for whoever wonders').env(
        'SFUMATO_CONTACT',
      ),
    )
    .option('--base-url <url>', 'ask this server instead of the source’s own')
    .option('--confirm <source>', 'say that you may fetch from a source without an open interface')
    .option('--dry-run', 'say what would be fetched; write nothing')
    .option('--json', 'print JSON')
    .action(run);
}

async function run(id: string, flags: Flags): Promise<void> {
  const source = sourceOf(id);
  const question = questionOf(source, flags);
  const licences = parseLicences(flags.licence);
  assertMay(source, flags);
  if (source.saysNoLicence && !licences.has('unknown')) {
    throw new SfumatoError(
      'invalid-input',
      `No picture of ${source.title} says its licence. If you may use them, add --licence unknown.`,
    );
  }
  const stop = stopSignal(() => process.stderr.write('\nStopping; what is here stays …\n'));
  const userAgent = `Sfumato/0.1 (gathers pictures for its user; ${flags.contact ?? 'no contact given'})`;
  const base = basesOf(source, flags.baseUrl);
  const bar = progressBar(`Collecting from ${source.title}`);
  const say = (line: string) =>
    process.stderr.write(`${process.stderr.isTTY ? '\n' : ''}${line}\n`);
  const fetcher = createFetcher({
    allowed: allowedOf(source, flags.baseUrl),
    ...{ userAgent, clock: systemClock, random: Math.random, signal: stop.signal },
    concurrency: flags.concurrency,
    interval: () => Math.max(source.interval, (flags.pause ?? 0) * 1000),
    pictureBytes: flags.maxMegabytes * 1e6,
    onTrouble: say,
  });
  const browser = createPageBrowser(fetcher, userAgent);
  const folder = flags.out ?? defaultFolder(question);
  try {
    const summary = await collect({
      ...{ source, base, folder, max: flags.max, dryRun: flags.dryRun === true },
      asking: {
        ...{ fetcher, question, licences, side: flags.side, signal: stop.signal },
        paintingsOnly: flags.anyKind !== true,
        apiKey: keyOf(source),
        openPage: browser.open,
      },
      onPicture: (work, workId) => {
        if (flags.dryRun && !flags.json) {
          process.stdout.write(`${workId}  ${work.artist}: ${work.title}  ${work.licenceText}\n`);
        }
      },
      onFailure: (workId, sentence) => say(`${workId}: ${sentence}`),
      onProgress: ({ fetched, already, failed }) =>
        bar.update(fetched + already, flags.max, { detail: failed > 0 ? `${failed} failed` : '' }),
    });
    bar.stop();
    report(summary, folder, flags);
    if (summary.failed > 0) process.exitCode = 1;
  } finally {
    bar.stop();
    stop.release();
    await browser.close();
    fetcher.close();
  }
}

function questionOf(source: Source, flags: Flags): Question {
  const given = ASKABLE.filter((name) => flags[name] !== undefined);
  const foreign = given.find((name) => !source.asks.includes(name));
  const asked = source.asks.map((name) => `--${name}`).join(' or ');
  if (foreign !== undefined || given.length === 0) {
    const what = foreign === undefined ? 'needs to know what to look for' : `knows no --${foreign}`;
    throw new SfumatoError('invalid-input', `${source.title} ${what}: give ${asked}.`);
  }
  const empty = given.find((name) => flags[name]!.trim() === '');
  if (empty) throw new SfumatoError('invalid-input', `--${empty} is empty: say what to look for.`);
  return Object.fromEntries(given.map((name) => [name, flags[name]!.trim()]));
}

/** @throws SfumatoError `not-allowed` until the person has said that she may. */
function assertMay(source: Source, { confirm }: Flags): void {
  if (source.confirm === undefined || confirm === source.id) return;
  throw new SfumatoError(
    'not-allowed',
    `${source.confirm} If you may nevertheless, say so with --confirm ${source.id}.`,
  );
}

function keyOf({ key, title }: Source): string | undefined {
  if (!key) return undefined;
  const value = process.env[key.variable];
  if (value) return value;
  throw new SfumatoError(
    'invalid-input',
    `${title} wants a key: get one at ${key.from} and put it into the environment variable ${key.variable}.`,
  );
}

function defaultFolder(question: Question): string {
  return `collections/${slugOf(Object.values(question).join(' ')) || 'pictures'}`;
}

function report(summary: Summary, folder: string, { dryRun, json }: Flags): void {
  if (json) {
    process.stdout.write(`${JSON.stringify({ folder, dryRun: dryRun === true, ...summary })}\n`);
    return;
  }
  const { fetched, already, refused, failed, bytes } = summary;
  const lines = dryRun
    ? [`${fetched} pictures would be fetched, ${already} are there already.`]
    : [
        `${fetched} pictures fetched (${(bytes / 1e6).toFixed(1)} MB), ${already} were there already.`,
      ];
  for (const [why, count] of Object.entries(refused)) lines.push(`${count} left out: ${why}.`);
  if (failed > 0) lines.push(`${failed} failed; the same command tries them again.`);
  if (!dryRun) lines.push(`The collection is ${folder}.`);
  process.stdout.write(`${lines.join('\n')}\n`);
}
