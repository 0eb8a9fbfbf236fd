import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import { fingerprint } from './fingerprint.mjs';

let root: string;

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'sfumato-fingerprint-'));
  write('app/page.tsx', 'page');
  write('package-lock.json', '{}');
});
afterEach(() => rmSync(root, { recursive: true }));

function write(file: string, text: string): void {
  mkdirSync(dirname(join(root, file)), { recursive: true });
  writeFileSync(join(root, file), text);
}

describe('the fingerprint of a build', () => {
  it('is the same for the same sources', () => {
    expect(fingerprint(root)).toMatch(/^[0-9a-f]{16}$/);
    expect(fingerprint(root)).toBe(fingerprint(root));
  });

  it.each(['app/page.tsx', 'lib/deep/down/new.ts', 'public/models/a/card.json', 'proxy.ts'])(
    'changes with %s',
    (file) => {
      const before = fingerprint(root);
      write(file, 'changed');
      expect(fingerprint(root)).not.toBe(before);
    },
  );

  it.each(['app/page.test.tsx', 'public/wasm/4/x.wasm', 'docs/a.md', 'training/a.ts'])(
    'does not change with %s, which no build reads',
    (file) => {
      const before = fingerprint(root);
      write(file, 'changed');
      expect(fingerprint(root)).toBe(before);
    },
  );

  it('tells a moved file from an unmoved one', () => {
    const before = fingerprint(root);
    rmSync(join(root, 'app/page.tsx'));
    write('app/other.tsx', 'page');
    expect(fingerprint(root)).not.toBe(before);
  });
});
