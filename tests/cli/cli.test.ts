import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';

import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { readPointCode } from '@/lib/image/png';
import { createRandom } from '@/lib/latent/random';
import { generators } from '@/models/registry';

import { COMMAND, sfumato, sfumatoIn } from './command';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'sfumato-cli-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const model = generators[0]!;

describe('models', () => {
  it('prints JSON and nothing else on stdout', async () => {
    const { code, stdout } = await sfumato('models', '--json');
    expect(code).toBe(0);
    const [first] = JSON.parse(stdout);
    expect(first).toEqual({
      id: model.id,
      kind: 'generator',
      title: model.title,
      version: model.version,
      parameters: model.parameters,
      bytes: model.bytes,
      resolution: model.resolution,
      classes: model.classes.map((c) => c.id),
    });
  });
});

it('ends without a word when nobody reads on', async () => {
  const child = spawn(process.execPath, [...COMMAND, 'styles'], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  child.stdout.destroy();
  let said = '';
  child.stderr.on('data', (part) => (said += String(part)));
  const [code] = await once(child, 'close');
  expect({ code, said }).toEqual({ code: 141, said: '' });
});

describe('generate', () => {
  it('draws by seed and mix, and draws the same picture again from the code', async () => {
    const mix = `${model.classes[0]!.id}=0.7,${model.classes[1]!.id}=0.3`;
    const out = path.join(folder, 'drawn');
    const first = await sfumato(
      ...['generate', '--model', model.id, '--seed', '7', '--count', '2'],
      ...['--mix', mix, '--out', out, '--json'],
    );
    expect(first.code).toBe(0);
    const drawn: { file: string; point: string }[] = JSON.parse(first.stdout);
    expect(drawn).toHaveLength(2);
    const bytes = await readFile(drawn[0]!.file);
    expect(readPointCode(new Uint8Array(bytes))).toBe(drawn[0]!.point);
    expect((await sharp(bytes).metadata()).width).toBe(model.resolution);

    const again = path.join(folder, 'again.png');
    const second = await sfumato('generate', '--point', drawn[0]!.point, '--out', again);
    expect(second.code).toBe(0);
    expect(Buffer.compare(await readFile(again), bytes)).toBe(0);

    // What is there stays: a file asked for by name is refused, in a folder it gets a number.
    await writeFile(again, 'mine');
    const third = await sfumato('generate', '--point', drawn[0]!.point, '--out', again);
    expect(third.stderr).toMatch(/again\.png is there already.*--out/);
    expect(third.code).toBe(1);
    expect(await readFile(again, 'utf8')).toBe('mine');
    await writeFile(drawn[0]!.file, 'mine');
    const fourth = await sfumato(
      ...['generate', '--model', model.id, '--seed', '7', '--mix', mix, '--out', out, '--json'],
    );
    const [{ file }] = JSON.parse(fourth.stdout);
    expect(file).toBe(drawn[0]!.file.replace('.png', '-2.png'));
    expect(Buffer.compare(await readFile(file), bytes)).toBe(0);
    expect(await readFile(drawn[0]!.file, 'utf8')).toBe('mine');
  });

  it('puts pictures where the person stands who called npm from another folder', async () => {
    const called = { npm_lifecycle_event: 'sfumato', INIT_CWD: folder };
    const args = ['generate', '--model', model.id, '--seed', '7', '--out', 'from/elsewhere'];
    const { code, stderr, stdout } = await sfumatoIn(called, ...args, '--json');
    expect(stderr).not.toMatch(/wrong/);
    expect(code).toBe(0);
    const [{ file }] = JSON.parse(stdout);
    const drawn = await readFile(path.resolve(folder, file));
    expect((await sharp(drawn).metadata()).width).toBe(model.resolution);
    expect(await readdir(path.join(folder, 'from/elsewhere'))).toEqual([path.basename(file)]);

    // What is ours is found, and put, in the repository.
    const { stdout: help } = await sfumatoIn(called, 'train', 'gan', '--help');
    const runs = path.relative(folder, path.resolve('runs'));
    expect(help.replace(/\s+/g, '')).toContain(`(default:"${runs}")`);
    const usual = await sfumato('train', 'gan', '--help');
    expect(usual.stdout).toContain('(default: "runs")');
  });

  it.each([
    [['--model', 'nothing'], /no model "nothing"/],
    [['--model', model.id, '--mix', 'nobody=1'], /does not know "nobody"/],
    [['--model', model.id, '--psi', '7'], /0 to 1.5/],
    [['--point', 'broken'], /link/i],
    [['--point', 'x', '--seed', '1'], /leave out --seed/],
    [[], /Name a model/],
  ])('refuses %j with a sentence and exit code 1', async (args, sentence) => {
    const { code, stdout, stderr } = await sfumato('generate', ...args, '--out', folder);
    expect(stderr).toMatch(sentence);
    expect(stdout).toBe('');
    expect(code).toBe(1);
  });
});

it('explains every command', async () => {
  for (const command of [[], ['models'], ['generate'], ['train'], ['train', 'gan'], ['export']]) {
    const { code, stdout } = await sfumato(...command, '--help');
    expect(code).toBe(0);
    expect(stdout).toMatch(/^Usage: sfumato/);
  }
});

describe('train gan', () => {
  const train = (...more: string[]) => [
    ...['train', 'gan', '--preset', 'classic', '--data', path.join(folder, 'pictures')],
    ...['--backend', 'wasm', '--resolution', '8', '--batch-size', '4', '--snapshot-images', '8'],
    ...['--runs', path.join(folder, 'runs'), ...more],
  ];

  beforeAll(async () => {
    await mkdir(path.join(folder, 'pictures'));
    const random = createRandom(1);
    const lines = ['id,file,artist'];
    for (let i = 0; i < 8; i++) {
      const pixels = Buffer.from(Array.from({ length: 16 * 16 * 3 }, () => random.integer(256)));
      const image = sharp(pixels, { raw: { width: 16, height: 16, channels: 3 } });
      await image.png().toFile(path.join(folder, 'pictures', `${i}.png`));
      lines.push(`${i},${i}.png,someone`);
    }
    await writeFile(path.join(folder, 'pictures.csv'), lines.join('\n'));
  });

  const numbersOf = async (run: string) => {
    const bytes = await readFile(path.join(folder, 'runs', run, 'checkpoint.bin'));
    return bytes.subarray(bytes.indexOf(10));
  };

  it('goes on after kill -9 to the numbers of a run that was never interrupted', async () => {
    expect((await sfumato(...train('--name', 'whole', '--images', '32'))).code).toBe(0);

    const killed = spawn(process.execPath, [
      ...COMMAND,
      ...train('--name', 'killed', '--images', '32'),
    ]);
    const ended = once(killed, 'exit');
    const run = path.join(folder, 'runs', '002-killed');
    while (
      !existsSync(path.join(run, 'snapshot-000000008.json')) ||
      !existsSync(path.join(run, 'checkpoint.bin'))
    ) {
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
    killed.kill('SIGKILL');
    await ended;
    const resumed = await sfumato('train', 'gan', '--resume', run, '--backend', 'wasm');
    expect(resumed.stderr).toMatch(/Finished/);
    expect(Buffer.compare(await numbersOf('001-whole'), await numbersOf('002-killed'))).toBe(0);
  });

  it('saves and stops on Ctrl-C, and says how to go on', async () => {
    const child = spawn(process.execPath, [
      ...COMMAND,
      ...train('--name', 'stopped', '--images', '100000'),
    ]);
    let stderr = '';
    child.stderr.on('data', (text: Buffer) => (stderr += text.toString()));
    const run = path.join(folder, 'runs', '003-stopped');
    while (!existsSync(path.join(run, 'checkpoint.bin'))) {
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
    child.kill('SIGINT');
    const [code] = await once(child, 'exit');
    expect(code).toBe(0);
    expect(stderr).toMatch(/Go on with: train gan --resume/);
    expect(await readdir(run)).toContain('checkpoint.bin');
  });

  it('exports a run that the app and the command line can draw with', async () => {
    const models = path.join(folder, 'models');
    const run = path.join(folder, 'runs', '001-whole');
    const exported = await sfumato(
      ...['export', run, '--id', 'tiny', '--title', 'Tiny', '--models-dir', models, '--json'],
    );
    expect(exported.stderr).not.toMatch(/wrong/);
    const card = JSON.parse(exported.stdout);
    expect(card.training.imagesSeen).toBe(32);
    expect(await readdir(path.join(models, 'tiny'))).toEqual(
      expect.arrayContaining(['card.json', 'poster.png', card.weights.file, card.sheets[0].file]),
    );
    const out = path.join(folder, 'tiny');
    const drawn = await sfumato(
      ...['generate', '--model', 'tiny', '--models-dir', models, '--out', out, '--json'],
    );
    expect(JSON.parse(drawn.stdout)).toHaveLength(1);

    const further = await sfumato(
      ...train('--name', 'further', '--images', '8', '--init-from', path.join(models, 'tiny')),
    );
    expect(further.stderr).toMatch(/Finished/);
    const folders = await readdir(path.join(folder, 'runs'));
    const run4 = path.join(
      folder,
      'runs',
      folders.find((name) => name.endsWith('further'))!,
    );
    expect(await readdir(run4)).toContain('snapshot-000000040.json');
  });

  it('says what is missing', async () => {
    expect((await sfumato('train', 'gan')).stderr).toMatch(/--data/);
    const elsewhere = path.join(folder, 'nowhere');
    expect(
      (await sfumato('train', 'gan', '--data', elsewhere, '--preset', 'classic')).stderr,
    ).toMatch(/No collection/);
    expect((await sfumato('train', 'gan', '--resume', elsewhere)).stderr).toMatch(
      /not the folder of a run/,
    );
  });
});
