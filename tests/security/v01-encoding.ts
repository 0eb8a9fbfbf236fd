import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

import { eq, sql } from 'drizzle-orm';
import { expect, it, vi } from 'vitest';

import { rowsOf } from '@/lib/server/database/database';
import { users, works } from '@/lib/server/database/schema';

import { ROOT } from '../server/support/databases';
import { startMailCatcher } from './support/mail-catcher';
import { HOST, type Site } from './support/site';

const SCRIPTS = [
  '<script>alert(1)</script>',
  '"><img src=x onerror=alert(1)>',
  "' onmouseover='alert(1)",
  '</title><svg onload=alert(1)>',
  '&lt;script&gt;alert(1)',
];

const STATEMENTS = ["'; DROP TABLE works; --", "' OR '1'='1", '$1', '\\', '%', '"users"'];

export function testEncoding(site: () => Site): void {
  it('1.2.1 titles and notes stay text wherever the server writes them', async () => {
    const ann = await site().signedIn('text@example.org');
    for (const title of SCRIPTS) {
      const id = await ann.keep({ title, note: title, visibility: 'public' });
      const response = await site().visitor().ask('GET', `/embed/${id}`);
      const html = await response.text();
      expect(response.headers.get('content-type')).toContain('text/html');
      expect(html).toContain('alert(1)');
      expect(html).not.toContain(title);
      const more = await site().visitor().ask('GET', '/gallery/more?search=alert');
      expect(more.headers.get('content-type')).toContain('application/json');
    }
  });

  it('3.2.2 no page writes HTML that it did not make itself', () => {
    const files = ['app', 'components'].flatMap((folder) =>
      readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' })
        .filter((name) => name.endsWith('.tsx'))
        .map((name) => join(folder, name)),
    );
    const raw = files.filter((file) =>
      /dangerouslySetInnerHTML|\.innerHTML|insertAdjacentHTML|document\.write/.test(
        readFileSync(join(ROOT, file), 'utf8'),
      ),
    );
    // The script that sets the theme, from a constant.
    expect(raw).toEqual([join('app', 'layout.tsx')]);
  });

  it('1.2.4 whatever is sent is a value to the database, and no statement', async () => {
    const ann = await site().signedIn('statements@example.org');
    for (const text of STATEMENTS) {
      const renamed = await ann.ask('PATCH', '/api/account', { json: { name: text } });
      expect(await renamed.json()).toEqual({ name: text });
      const id = await ann.keep({ title: text, note: text, visibility: 'public' });
      const [work] = await site().db().select().from(works).where(eq(works.id, id));
      expect(work).toMatchObject({ title: text, note: text });
      const query = encodeURIComponent(text);
      for (const path of [
        `/gallery/more?search=${query}`,
        `/gallery/more?after=${query}`,
        `/gallery/more?order=mix&mix=${query}.700`,
        `/gallery/more?model=${query}`,
        `/works/${query}/family`,
        `/embed/${query}`,
      ]) {
        expect((await ann.ask('GET', path)).status, path).toBeLessThan(500);
      }
      const ended = await ann.ask('DELETE', `/api/account/sessions/${query}`, { json: {} });
      expect(ended.status).toBe(404);
    }
    const [row] = await rowsOf<{ works: number }>(
      site().db(),
      sql`SELECT count(*)::int AS works FROM works`,
    );
    expect(row!.works).toBeGreaterThanOrEqual(STATEMENTS.length);
  });

  it('1.3.11 an address goes to one mailbox and into no header', async () => {
    const catcher = await startMailCatcher();
    vi.stubEnv('SMTP_URL', catcher.url);
    vi.stubEnv('SMTP_FROM', 'Sfumato <sfumato@example.org>');
    try {
      for (const email of [
        'mail@example.org\r\nBcc: all@example.org',
        'mail@example.org\nSubject: Free pictures',
        'mail@example.org, all@example.org',
        'mail@example.org;all@example.org',
        'Mail <mail@example.org>',
        '"mail\\" all"@example.org',
        'mail@example.org\u0000',
        'mail@[127.0.0.1]',
        'mail@example',
        'ｍail@example.org',
        `${'a'.repeat(250)}@example.org`,
      ]) {
        const response = await site().visitor().askForLink(email);
        expect(response.status, email).toBe(400);
      }
      expect(catcher.mails).toEqual([]);
      await site().visitor().askForLink(' Mail+box@Example.org ');
      expect(catcher.mails).toHaveLength(1);
      const { envelope, text } = catcher.mails[0]!;
      expect(envelope).toEqual([
        'MAIL FROM:<sfumato@example.org>',
        'RCPT TO:<mail+box@example.org>',
      ]);
      expect(text).toMatch(/^To: mail\+box@example\.org$/m);
      expect(text.replace(/=\n/g, '')).toContain(`http://${HOST}/sign-in/link#`);
    } finally {
      vi.stubEnv('SMTP_URL', '');
      await catcher.close();
    }
  });

  it('1.3.3 a name has no characters that turn or hide others', async () => {
    const ann = await site().signedIn('name@example.org');
    for (const name of ['Ann\u202Egpj', 'Ann\u0007', 'Ann\u0000', 'a'.repeat(41)]) {
      expect((await ann.ask('PATCH', '/api/account', { json: { name } })).status).toBe(400);
    }
    const [user] = await site()
      .db()
      .select()
      .from(users)
      .where(eq(users.email, 'name@example.org'));
    expect(user!.displayName).toBeNull();
  });
}
