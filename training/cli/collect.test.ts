import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';

import { Command } from 'commander';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';

import { openMuseum, type Museum } from '../collect/testing/museum';
import { addCollectCommand } from './collect';

let folder: string;
let museum: Museum;
let printed: string;
let exitCode: typeof process.exitCode;
beforeEach(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'sfumato-collect-'));
  museum = await openMuseum();
  printed = '';
  vi.spyOn(process.stdout, 'write').mockImplementation((text) => {
    printed += String(text);
    return true;
  });
  vi.spyOn(process.stderr, 'write').mockReturnValue(true);
  exitCode = process.exitCode;
});
afterEach(async () => {
  vi.restoreAllMocks();
  process.exitCode = exitCode;
  await museum.close();
  await rm(folder, { recursive: true, force: true });
});

/** Asks the museum for two pictures. */
async function collect() {
  printed = '';
  process.exitCode = undefined;
  const program = new Command().exitOverride();
  addCollectCommand(program);
  const words = ['collect', 'met', '--artist', 'Claude Monet', '--max', '2', '--json'];
  const there = ['--base-url', museum.origin, '--out', folder];
  await program.parseAsync([...words, ...there], { from: 'user' });
  const { failed } = JSON.parse(printed);
  return { failed, code: process.exitCode ?? 0 };
}

it('ends with 1 where pictures failed, and with 0 once they are here', async () => {
  museum.misbehave('/pictures/1', { status: 404 });
  expect(await collect()).toEqual({ failed: 1, code: 1 });
  expect(await collect()).toEqual({ failed: 0, code: 0 });
});
