import { mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterAll, expect, it } from 'vitest';

import { authSecret } from './secret';

const base = mkdtempSync(join(tmpdir(), 'sfumato-secret-'));
afterAll(() => rmSync(base, { recursive: true, force: true }));

it('is made once, kept, and readable for its owner alone', () => {
  const environment = { SFUMATO_DATA: 'data' };
  const secret = authSecret(environment, base);
  expect(secret).toMatch(/^[\w-]{43}$/);
  expect(authSecret(environment, base)).toBe(secret);
  expect(readdirSync(join(base, 'data'))).toEqual(['secret']);
  if (process.platform !== 'win32') {
    expect(statSync(join(base, 'data', 'secret')).mode & 0o077).toBe(0);
  }
});

it('is the given one where there is one', () => {
  expect(authSecret({ NEXTAUTH_SECRET: ' given ', SFUMATO_DATA: '/nowhere' }, base)).toBe('given');
});

it('says what to do where it cannot be kept', () => {
  const file = join(base, 'file');
  writeFileSync(file, '');
  expect(() => authSecret({ SFUMATO_DATA: join(file, 'data') }, base)).toThrow(/NEXTAUTH_SECRET/);
});
