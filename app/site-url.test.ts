import { afterEach, expect, it, vi } from 'vitest';

import { siteUrl } from './site-url';

vi.mock('next/headers', () => ({
  headers: () => Promise.resolve(new Headers({ host: 'localhost:3000' })),
}));

afterEach(() => {
  vi.unstubAllEnvs();
});

it('is what the setting says when that is an address, else where the request was sent to', async () => {
  const withSetting = async (text: string) => {
    vi.stubEnv('SFUMATO_URL', text);
    return (await siteUrl()).href;
  };
  expect(await withSetting('HTTPS://sfumato.example')).toBe('https://sfumato.example/');
  for (const text of ['', 'sfumato', 'localhost:3000', 'ftp://sfumato.example']) {
    expect(await withSetting(text), text).toBe('http://localhost:3000/');
  }
});
