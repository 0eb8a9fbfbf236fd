import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import { firstDifference } from './install.mjs';

let root: string;

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'sfumato-install-'));
  mkdirSync(join(root, 'node_modules'));
});
afterEach(() => rmSync(root, { recursive: true }));

type Packages = Record<string, { version: string; optional?: boolean; dev?: boolean }>;

function write(file: string, packages: Packages): void {
  writeFileSync(join(root, file), JSON.stringify({ packages }));
}

describe('whether packages are missing', () => {
  const wanted: Packages = {
    '': { version: '0.1.0' },
    'node_modules/next': { version: '16.4.6' },
    'node_modules/vitest': { version: '4.1.12', dev: true },
    'node_modules/other-platform': { version: '1.0.0', optional: true },
  };

  it('finds none missing when all but the optional ones are there', () => {
    write('package-lock.json', wanted);
    write('node_modules/.package-lock.json', {
      'node_modules/next': { version: '16.4.6' },
      'node_modules/vitest': { version: '4.1.12', dev: true },
    });
    expect(firstDifference(root)).toBeUndefined();
  });

  it('names what is missing, development packages too', () => {
    write('package-lock.json', wanted);
    write('node_modules/.package-lock.json', { 'node_modules/next': { version: '16.4.6' } });
    expect(firstDifference(root)).toBe('vitest 4.1.12 is missing');
  });

  it('notices another version', () => {
    write('package-lock.json', wanted);
    write('node_modules/.package-lock.json', {
      'node_modules/next': { version: '16.4.5' },
      'node_modules/vitest': { version: '4.1.12' },
    });
    expect(firstDifference(root)).toBe('next 16.4.6 is missing');
  });

  it('knows a folder in which nothing was installed', () => {
    write('package-lock.json', wanted);
    expect(firstDifference(root)).toBe('there are none yet');
  });
});
