/**
 * `npm run bench`: how fast it is here and now. Prints tables and writes everything to
 * `bench-results/` as JSON. docs/bench.md says how to read them.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

import { Command, InvalidArgumentError } from 'commander';

import { browserPart } from './browser';
import { draggingPart } from './dragging';
import { firstAnswerPart } from './first-answer';
import { firstLoadPart } from './first-load';
import { loadPart } from './load';
import { describeMachine, load } from './machine';
import { nodePart } from './node';
import { paintingPart } from './painting';
import type { Measurement, Part } from './part';
import { tableOf } from './table';
import { trainingPart } from './training';

const PARTS: readonly Part[] = [
  browserPart,
  nodePart,
  trainingPart,
  firstLoadPart,
  firstAnswerPart,
  draggingPart,
  paintingPart,
  loadPart,
];

interface Given {
  only?: Part[];
  backends?: string[];
  limit: number;
  seconds: number;
}

const root = fileURLToPath(new URL('../..', import.meta.url)).replace(/[\\/]$/, '');
const command = new Command('npm run bench --')
  .description('Measures how fast Sfumato is on this machine.')
  .option('--only <parts>', `of ${PARTS.map(({ name }) => name).join(', ')}`, partsNamed)
  .option('--backends <names>', 'in Node and training: these alone', (text) => text.split(','))
  .option('--limit <seconds>', 'for each back end in Node and training', seconds, 180)
  .option('--seconds <seconds>', 'in load: for each kind of request', seconds, 15)
  .showHelpAfterError()
  .parse();
const { only = PARTS, backends, limit, seconds: loadSeconds } = command.opts<Given>();

const machine = describeMachine(root);
const at = new Date();
console.log(
  `${machine.processor}, ${machine.cores} cores, ${machine.memoryGiB} GiB, ${machine.system}, ` +
    `Node ${machine.node}, ${at.toISOString().slice(0, 16).replace('T', ' ')} UTC`,
);

const results: object[] = [];
let failed = false;
for (const part of only) {
  const before = load();
  console.log(`\n${part.title} (load ${before?.toFixed(1) ?? 'unknown'})`);
  const start = performance.now();
  const measurements = await run(part);
  const took = Math.round((performance.now() - start) / 1000);
  console.log(`\n${tableOf(part, measurements)}`);
  const { name, title, columns } = part;
  results.push({
    name,
    title,
    load: { before, after: load() },
    seconds: took,
    columns,
    measurements,
  });
}

const folder = join(root, 'bench-results');
mkdirSync(folder, { recursive: true });
const file = join(folder, `${at.toISOString().slice(0, 19).replaceAll(':', '-')}.json`);
const report = { at: at.toISOString(), arguments: process.argv.slice(2), machine, parts: results };
writeFileSync(file, `${JSON.stringify(report, null, 2)}\n`);
console.log(`\nWritten to ${file}`);
process.exit(failed ? 1 : 0);

/** A part that breaks must not cost the others their figures. */
async function run(part: Part): Promise<Measurement[]> {
  try {
    return await part.run({ root, backends, limit, seconds: loadSeconds });
  } catch (thrown) {
    failed = true;
    return [{ name: part.name, figures: {}, remark: `failed: ${String(thrown)}` }];
  }
}

function partsNamed(text: string): Part[] {
  return text.split(',').map((name) => {
    const part = PARTS.find((candidate) => candidate.name === name.trim());
    if (part) return part;
    throw new InvalidArgumentError(`There is no part "${name}".`);
  });
}

function seconds(text: string): number {
  const value = Number(text);
  if (value > 0 && Number.isFinite(value)) return value;
  throw new InvalidArgumentError('It must be a number of seconds above 0.');
}
