/**
 * `npm test`: every check there is, one after the other, each also when an
 * earlier one has failed. The last line is `N passed, N failed`.
 *
 * `npm test -- --unit` runs that stage alone; `npm test -- --unit lib/latent`
 * hands the rest of the line to its runner.
 */
import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

import { ensureBuilt, nextEnvironment } from './lib/build.mjs';
import { ensureChromium } from './lib/chromium.mjs';
import { ensureInstalled, requireNode } from './lib/install.mjs';
import { freePort } from './lib/ports.mjs';
import { bin, run } from './lib/process.mjs';
import { countOf, countPlaywright, countVitest, one } from './lib/results.mjs';

const root = fileURLToPath(new URL('..', import.meta.url)).replace(/[\\/]$/, '');
const reports = join(root, '.cache/test');

/** @type {Record<string, { title: string, check: (rest: string[]) => Promise<import('./lib/results.mjs').Counts> }>} */
const STAGES = {
  lint: { title: 'Lint', check: () => tool(bin(root, 'eslint'), '.', '--max-warnings', '0') },
  types: { title: 'Types', check: types },
  format: { title: 'Format', check: () => tool(bin(root, 'prettier'), '--check', '.') },
  unit: { title: 'Unit tests', check: unit },
  build: { title: 'Production build', check: async () => one(await ensureBuilt(root)) },
  e2e: { title: 'End-to-end tests', check: endToEnd },
};

const chosen = process.argv.slice(2).filter((word) => word.startsWith('--'));
const rest = process.argv.slice(2).filter((word) => !word.startsWith('--'));
const unknown = chosen.find((word) => !(word.slice(2) in STAGES));
if (unknown !== undefined) {
  const stages = Object.keys(STAGES).map((name) => `--${name}`);
  console.error(`${unknown} is no stage; there are ${stages.join(', ')}.`);
  process.exit(2);
}

requireNode(root);
let passed = 0;
let failed = 0;
/** @type {string[]} */
const summary = [];

if ((await ensureInstalled(root)) && emptyReports()) {
  // Each of these keeps one core busy, and speaks only of what is wrong: two at a time.
  await Promise.all([inTurn('lint'), inTurn('types', 'format')]);
  await inTurn('unit', 'build', 'e2e');
} else {
  failed = 1;
}

console.log(`\n${summary.join('\n')}\n`);
console.log(`${passed} passed, ${failed} failed`);
process.exit(failed === 0 && passed > 0 ? 0 : 1);

/** @param {string[]} names of stages; those that were not chosen are left out */
async function inTurn(...names) {
  for (const name of names) {
    const stage = STAGES[name];
    if (!stage || (chosen.length > 0 && !chosen.includes(`--${name}`))) continue;
    console.log(`\n── ${stage.title} ${'─'.repeat(Math.max(4, 60 - stage.title.length))}\n`);
    const began = performance.now();
    const counts = await countOf(() => stage.check(rest));
    const seconds = Math.round((performance.now() - began) / 1000);
    passed += counts.passed;
    failed += counts.failed;
    summary.push(
      `${counts.failed === 0 ? '✓' : '✗'} ${stage.title}: ${counts.passed} passed, ` +
        `${counts.failed} failed (${seconds} s)`,
    );
  }
}

/** @returns {boolean} false where there is no place for the runners' reports */
function emptyReports() {
  try {
    rmSync(reports, { recursive: true, force: true });
    mkdirSync(reports, { recursive: true });
    return true;
  } catch (error) {
    console.error(`The reports of the tests need the folder ${reports}: ${error.message}`);
    return false;
  }
}

/** @param {string} script @param {string[]} args */
async function tool(script, ...args) {
  return one((await run(process.execPath, [script, ...args], { cwd: root })) === 0);
}

async function types() {
  // Next writes the types of routes; without them the compiler knows no page.
  const generated = await run(process.execPath, [bin(root, 'next'), 'typegen'], {
    cwd: root,
    env: nextEnvironment,
  });
  return generated === 0 ? tool(bin(root, 'typescript', 'tsc'), '--noEmit') : one(false);
}

/** @param {string[]} filters */
async function unit(filters) {
  const report = join(reports, 'unit.json');
  const code = await run(
    process.execPath,
    [
      bin(root, 'vitest'),
      'run',
      '--reporter=default',
      '--reporter=json',
      `--outputFile.json=${report}`,
      ...filters,
    ],
    { cwd: root },
  );
  return countVitest(readReport(report), code);
}

/** @param {string[]} filters */
async function endToEnd(filters) {
  if (!(await ensureBuilt(root))) {
    console.error('Not run: there is no build to test.');
    return one(false);
  }
  const chromium = await ensureChromium(root);
  if (chromium === undefined) {
    console.error('Not run: no Chromium to be had. Install one or set CHROMIUM_PATH.');
    return one(false);
  }
  console.log(`Chromium: ${chromium}`);
  const report = join(reports, 'e2e.json');
  const code = await run(
    process.execPath,
    [bin(root, '@playwright/test', 'playwright'), 'test', ...filters],
    {
      cwd: root,
      env: {
        ...process.env,
        CHROMIUM_PATH: chromium,
        SFUMATO_TEST_PORT: String(await freePort()),
        SFUMATO_TEST_REPORT: report,
      },
    },
  );
  return countPlaywright(readReport(report), code);
}

/** @param {string} file @returns {unknown} undefined when the runner did not get that far */
function readReport(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    return undefined;
  }
}
