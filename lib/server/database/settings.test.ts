import { resolve } from 'node:path';

import { expect, it } from 'vitest';

import { databaseSettings } from './settings';

it('keeps things beside the app unless told otherwise', () => {
  const base = resolve('/srv/sfumato');
  expect(databaseSettings({}, base)).toEqual({ kind: 'embedded', folder: resolve(base, '.data') });
  expect(databaseSettings({ DATABASE_URL: ' ', SFUMATO_DATA: '' }, base)).toEqual({
    kind: 'embedded',
    folder: resolve(base, '.data'),
  });
  expect(databaseSettings({ SFUMATO_DATA: '/var/lib/sfumato' }, base)).toEqual({
    kind: 'embedded',
    folder: resolve('/var/lib/sfumato'),
  });
});

it('takes PostgreSQL where there is an address', () => {
  for (const url of ['postgres://u:p@localhost:5432/s', 'postgresql:///s?host=/run/postgresql']) {
    expect(databaseSettings({ DATABASE_URL: url, SFUMATO_DATA: 'x' }, '/')).toEqual({
      kind: 'postgres',
      url,
    });
  }
});

it('does not repeat an address that it cannot use', () => {
  for (const url of ['mysql://root:secret@localhost/s', 'localhost:5432/secret', 'secret']) {
    const read = () => databaseSettings({ DATABASE_URL: url }, '/');
    expect(read).toThrow(/DATABASE_URL must read/);
    expect(read).not.toThrow(/secret/);
  }
});
