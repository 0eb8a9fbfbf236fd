import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';

import { Command } from 'commander';
import sharp from 'sharp';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';

import { addExploreCommand } from './explore';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'sfumato-explore-command-'));
  for (const stream of [process.stdout, process.stderr]) {
    vi.spyOn(stream, 'write').mockReturnValue(true);
  }
});
afterEach(async () => {
  vi.restoreAllMocks();
  await rm(folder, { recursive: true, force: true });
});

async function explore(...flags: string[]): Promise<void> {
  const program = new Command().exitOverride();
  addExploreCommand(program);
  const cache = path.join(folder, 'cache');
  const words = ['explore', path.join(folder, 'c'), '--without-model', '--cache', cache, ...flags];
  await program.parseAsync(words, { from: 'user' });
}

it('makes the folders that its report and its figures go to, or says so before all else', async () => {
  await mkdir(path.join(folder, 'c'));
  await sharp({ create: { width: 90, height: 60, channels: 3, background: '#285' } })
    .png()
    .toFile(path.join(folder, 'c/a.png'));
  const report = path.join(folder, 'deep/er/report.html');
  const figures = path.join(folder, 'numbers/figures.json');
  await explore('--out', report, '--figures', figures);
  expect(await readFile(report, 'utf8')).toContain('<html');
  expect(JSON.parse(await readFile(figures, 'utf8'))).toMatchObject({ pictures: 1 });

  // What is there stays, and that is said before all else, too.
  const again = explore('--out', path.join(folder, 'other.html'), '--figures', figures);
  await expect(again).rejects.toThrow(/figures\.json is there already.*--figures/);
  await expect(explore('--out', report)).rejects.toThrow(/report\.html is there already.*--out/);

  await writeFile(path.join(folder, 'file'), '');
  await rm(path.join(folder, 'cache'), { recursive: true });
  await expect(explore('--out', path.join(folder, 'file/x.html'))).rejects.toMatchObject({
    code: 'invalid-input',
  });
  await expect(readFile(path.join(folder, 'cache'))).rejects.toMatchObject({ code: 'ENOENT' });
});
