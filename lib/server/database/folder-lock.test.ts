import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterEach, beforeEach, expect, it } from 'vitest';

import { lockFolder } from './folder-lock';

let folder: string;
let file: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'sfumato-lock-'));
  file = join(folder, 'lock');
});
afterEach(() => rmSync(folder, { recursive: true }));

/** A process that has ended. */
const deadPid = () => spawnSync(process.execPath, ['--version']).pid;

it('gives a folder to one at a time', () => {
  const unlock = lockFolder(folder);
  expect(() => lockFolder(folder)).toThrow(
    /in use by another Sfumato \(process \d+ on .*DATABASE_URL/,
  );
  unlock();
  expect(existsSync(file)).toBe(false);
  lockFolder(folder)();
});

it('takes over from a process that has died, also when its number came round again', () => {
  for (const pid of [deadPid(), process.pid]) {
    writeFileSync(file, JSON.stringify({ host: hostname(), pid, token: 'old' }));
    const unlock = lockFolder(folder);
    expect(readFileSync(file, 'utf8')).not.toContain('old');
    unlock();
  }
});

it('waits until another machine has been silent for long', () => {
  writeFileSync(file, JSON.stringify({ host: 'elsewhere', pid: deadPid(), token: 'far' }));
  expect(() => lockFolder(folder)).toThrow(/on elsewhere/);
  utimesSync(file, new Date(), new Date(Date.now() - 120_000));
  lockFolder(folder)();
});

it('takes a lock that makes no sense for one that is being written, unless it is old', () => {
  writeFileSync(file, '{"host');
  expect(() => lockFolder(folder)).toThrow(/in use/);
  utimesSync(file, new Date(), new Date(Date.now() - 120_000));
  lockFolder(folder)();
});

it('does not take away what somebody else holds by now', () => {
  const unlock = lockFolder(folder);
  const other = JSON.stringify({ host: 'elsewhere', pid: 1, token: 'theirs' });
  writeFileSync(file, other);
  unlock();
  expect(readFileSync(file, 'utf8')).toBe(other);
});
