import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { link, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';

import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import type { ClassifierCard } from '@/models/card';
import { classifiers } from '@/models/registry';

import { createClassifierFixture } from '../engine/classifier-fixture';
import { HOSTILE_FILES } from '../hostile/files';
import { noisy, orientedJpeg } from '../hostile/pictures';
import { COMMAND, linesOf, sfumato } from './command';

const identify = (...args: string[]) => sfumato('identify', ...args);

let folder: string;
/** A small classifier of its own, which knows three painters. */
let card: ClassifierCard;
let judge: string[];
const at = (name: string) => path.join(folder, name);
beforeAll(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'sfumato-identify-'));
  for (const name of ['many', 'hostile', 'models/judge'])
    await mkdir(at(name), { recursive: true });
  const fixture = await createClassifierFixture();
  card = fixture.card;
  await writeFile(at('models/judge/card.json'), JSON.stringify(card));
  await writeFile(at(`models/judge/${card.weights.file}`), fixture.bytes);
  judge = ['--models-dir', at('models')];
  await writeFile(at('held.jpg'), await orientedJpeg(6, 300, 400));
  await writeFile(at('many/000.png'), await noisy(64, 64).png().toBuffer());
  for (let i = 1; i < 500; i++) {
    await link(at('many/000.png'), at(`many/${String(i).padStart(3, '0')}.png`));
  }
});
afterAll(() => rm(folder, { recursive: true, force: true }));

interface Named {
  readonly id: string;
  readonly name: string;
  readonly probability: number;
}

/** The promised form, and classes as the card has them. */
function expectAnswer(
  line: Record<'artists' | 'styles' | 'genres', Named[]> & { file: string; noneOfThese: number },
  classes: Pick<ClassifierCard, 'artists' | 'styles' | 'genres'>,
  artistCount: number,
) {
  expect(Object.keys(line)).toEqual(['file', 'artists', 'styles', 'genres', 'noneOfThese']);
  expect(line.file).toBe(at('held.jpg'));
  expect(line.artists).toHaveLength(artistCount);
  for (const kind of ['artists', 'styles', 'genres'] as const) {
    let before = 1;
    for (const { id, name, probability } of line[kind]) {
      expect(classes[kind]).toContainEqual(expect.objectContaining({ id, name }));
      expect(probability).toBeGreaterThanOrEqual(0);
      expect(probability).toBeLessThanOrEqual(before);
      before = probability;
    }
  }
  expect(line.noneOfThese).toBeGreaterThan(0);
  expect(line.noneOfThese).toBeLessThan(1);
}

describe('identify', () => {
  it('prints the answer as a line of JSON', async () => {
    const { code, stdout } = await identify(at('held.jpg'), '--json', ...judge);
    expect(code).toBe(0);
    const [line, ...others] = linesOf(stdout);
    expect(others).toEqual([]);
    expectAnswer(line, card, 3);
    const sum = line.artists.reduce((s: number, a: Named) => s + a.probability, 0);
    expect(sum).toBeCloseTo(1, 4);
  });

  it.each(classifiers)('asks $id, which is shipped', async (shipped) => {
    const { code, stdout } = await identify(at('held.jpg'), '--json', '--model', shipped.id);
    expect(code).toBe(0);
    expectAnswer(linesOf(stdout)[0], shipped, 5);
  });

  it('says of hostile files what is wrong, answers the others, and ends with 1', async () => {
    const files = HOSTILE_FILES.map((file, i) => ({
      ...file,
      // As far as file systems take such names.
      path: path.join(at('hostile'), `${i} ${file.name.replaceAll('/', '-').slice(0, 80)}`),
    }));
    for (const file of files) await writeFile(file.path, await file.bytes());
    const { code, stdout } = await identify(...files.map((file) => file.path), '--json', ...judge);
    expect(code).toBe(1);
    const lines = linesOf(stdout);
    expect(lines.map((line) => line.file)).toEqual(files.map((file) => file.path));
    files.forEach(({ what, then }, i) => {
      if ('refused' in then) expect(lines[i].error, what).toMatch(then.refused);
      else expect(lines[i].artists, what).toHaveLength(3);
    });
  });

  it('ends cleanly on Ctrl-C, with whole lines', async () => {
    const child = spawn(process.execPath, [...COMMAND, 'identify', at('many'), '--json', ...judge]);
    const exit = once(child, 'exit');
    const lines: string[] = [];
    const reader = createInterface(child.stdout).on('line', (line) => {
      if (lines.push(line) === 1) child.kill('SIGINT');
    });
    const [code] = await exit;
    reader.close();
    expect(code).toBe(130);
    expect(linesOf(lines.join('\n')).length).toBeLessThan(500);
  });

  it('ends quietly when nobody reads on', async () => {
    const child = spawn(process.execPath, [...COMMAND, 'identify', at('many'), '--json', ...judge]);
    let stderr = '';
    child.stderr.on('data', (text: Buffer) => (stderr += text.toString()));
    child.stdout.once('data', () => child.stdout.destroy());
    await once(child, 'exit');
    expect(stderr).not.toMatch(/EPIPE|at .*\.ts/);
  });

  it.each([
    [['--model', 'nobody'], /no classifier "nobody"; there are/],
    [['--top', '0'], /whole number above 0/],
    [['--models-dir', 'docs'], /no classifier in docs/],
  ])('refuses %j with a sentence', async (args, sentence) => {
    const { code, stdout, stderr } = await identify(at('held.jpg'), ...judge, ...args);
    expect(stderr).toMatch(sentence);
    expect(stdout).toBe('');
    expect(code).toBe(1);
  });
});
