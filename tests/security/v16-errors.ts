import { expect, it, vi } from 'vitest';

import { createKeeper } from '@/lib/server/database/keeper';
import { createLogger } from '@/lib/server/log/logger';

import { DATABASE, type Site } from './support/site';

const LOG = Symbol.for('sfumato.log');

export function testErrors(site: () => Site): void {
  const shared = globalThis as Record<symbol, unknown>;

  it('16.2.5 16.4.1 the log says what happened, and never to whom', async () => {
    const before = shared[LOG];
    const lines: string[] = [];
    shared[LOG] = createLogger('debug', { write: (line: string) => void lines.push(line) });
    vi.stubEnv('SMTP_URL', 'smtp://user:password@127.0.0.1:1');
    try {
      await site().visitor().askForLink('logged@example.org');
      vi.stubEnv('SMTP_URL', '');
      const ann = site().visitor();
      await ann.askForLink('logged@example.org');
      const token = site().links.at(-1)!.split('#')[1]!;
      await ann.openLink(`#${token}`);
      await ann.ask('PATCH', '/api/account', { json: { name: 'Line\nbreak' } });
      const id = await ann.keep({ title: 'A title of mine' });
      const session = ann.cookies.get('sfumato-session')!;
      await site().visitor().ask('DELETE', `/works/${id}/record`);
      await ann.ask('DELETE', '/api/account/sessions', { json: {} });
      const text = lines.join('');
      const events = lines.map((line) => (JSON.parse(line) as { event: string }).event);
      expect(events).toEqual(
        expect.arrayContaining(['auth-error', 'signed-in', 'refused', 'signed-out-everywhere']),
      );
      for (const personal of [token, session, id, 'logged', 'password', 'title of', '192.0.2.']) {
        expect(text, personal).not.toContain(personal);
      }
    } finally {
      shared[LOG] = before;
      vi.stubEnv('SMTP_URL', '');
    }
  });

  it('16.5.1 16.5.2 while the database is away one is told so, and nothing of it', async () => {
    const ann = await site().signedIn('away@example.org');
    await ann.askForLink('away@example.org');
    const link = site().links.at(-1)!;
    const elsewhere = site().visitor();
    const before = shared[DATABASE];
    const failing = (error: Error) =>
      createKeeper({ open: () => Promise.reject(error), report: () => {}, clock: () => 0 });
    try {
      shared[DATABASE] = failing(new Error('connect ECONNREFUSED postgres://u:hunter2@db:5432'));
      for (const [method, path, json] of [
        ['PATCH', '/api/account', { name: 'Ann' }],
        ['DELETE', '/api/account', { confirmation: 'delete my account' }],
        ['GET', '/api/account/export', undefined],
        ['POST', '/works', { code: 'a' }],
      ] as const) {
        const response = await ann.ask(method, path, { json });
        expect(response.status, path).toBe(503);
        expect(response.headers.get('retry-after'), path).not.toBeNull();
        expect(await response.text()).not.toMatch(/hunter2|ECONN|postgres/);
      }
      // Not "Verification": the link was not used, and is good for another try.
      const opened = await elsewhere.openLink(link);
      expect(await opened.json()).toEqual({ url: '/api/auth/error?error=Callback' });
      const asked = await site().visitor().askForLink('away@example.org');
      expect([asked.status, await asked.text()]).toEqual([
        503,
        expect.not.stringMatching(/hunter2/),
      ]);
    } finally {
      shared[DATABASE] = before;
    }
    expect((await ann.ask('PATCH', '/api/account', { json: { name: 'Ann' } })).status).toBe(200);
    expect(await (await elsewhere.openLink(link)).json()).toEqual({ url: '/' });
  });
}
