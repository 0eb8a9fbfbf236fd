import { expect, it } from 'vitest';

import { pointCode, type Site } from './support/site';

/** Bodies that fit no door. */
const NONSENSE: readonly unknown[] = [null, [], 'text', 7, { __proto__: { name: 'x' } }, {}];

export function testLimits(site: () => Site): void {
  it('2.2.1 every door takes what its schema says, and nothing else', async () => {
    const ann = await site().signedIn('doors@example.org');
    const doors: readonly (readonly [string, string, readonly unknown[]])[] = [
      ['PATCH', '/api/account', [{ name: 7 }, { name: ['a'] }, { name: 'a', email: 'b@c.de' }]],
      ['DELETE', '/api/account', [{ confirmation: 'yes' }, { confirmation: true }]],
      ['POST', '/api/account/works', [{ codes: [] }, { codes: Array(51).fill('a') }]],
      ['POST', '/api/account/works/kept', [{ keys: ["'"] }, { keys: 'a' }]],
      ['POST', '/api/auth/signin/email', [{ email: { $ne: '' }, csrfToken: 'a' }]],
      ['POST', '/api/auth/callback/email', [{ token: ['a'] }, { token: '../..' }]],
      [
        'POST',
        '/works',
        [
          { code: pointCode(), id: 'mine' },
          { code: pointCode(), parents: '' },
        ],
      ],
      ['POST', '/s', [{ code: 7 }, { code: 'x'.repeat(20_000) }]],
    ];
    for (const [method, path, bodies] of doors) {
      for (const json of [...NONSENSE, ...bodies]) {
        const response = await ann.ask(method, path, { json });
        expect(response.status, `${path} ${JSON.stringify(json)?.slice(0, 60)}`).toBe(400);
        expect(await response.text()).toMatch(/^[A-Z“].*[.!?]\n$/s);
      }
      const broken = await ann.ask(method, path, {
        headers: { 'content-type': 'application/json' },
        body: '{',
      });
      expect(broken.status, path).toBe(400);
      const large = await ann.ask(method, path, { json: { name: 'x'.repeat(500_000) } });
      expect(large.status, path).toBe(400);
    }
  });

  it('2.3.2 works of a device are kept once, however often it is asked', async () => {
    const ann = await site().signedIn('device@example.org');
    const codes = [pointCode(), pointCode(), 'damaged'];
    for (let i = 0; i < 2; i++) {
      const answer = await ann.ask('POST', '/api/account/works', { json: { codes } });
      expect(await answer.json()).toMatchObject({ kept: 2, problems: [{ index: 2 }] });
    }
    const both = codes.slice(0, 2);
    await Promise.all(
      [1, 2, 3].map(() => ann.ask('POST', '/api/account/works', { json: { codes: both } })),
    );
    const account = await ann.ask('POST', '/works', { json: { code: both[0], title: 'Again' } });
    // Kept on purpose a second time, it is another work: nothing is lost.
    expect(account.status).toBe(201);
  });

  it('2.3.2 what is in an account already is found again, and said to be there', async () => {
    const ann = await site().signedIn('again@example.org');
    const [code, saveKey] = [pointCode(), 'c-again'];
    const keep = (title: string) =>
      ann.ask('POST', '/works', { json: { code, saveKey, title, visibility: 'public' } });
    const first = await keep('First');
    const { id } = (await first.json()) as { id: string };
    expect(first.status).toBe(201);
    const second = await keep('Second');
    expect([second.status, await second.json()]).toEqual([
      200,
      { id, path: `/works/${id}`, isNew: false, isHidden: false },
    ]);
    const known = await ann.ask('GET', `/gallery/keeping?key=${saveKey}`);
    expect(await known.json()).toEqual({
      isSignedIn: true,
      parents: [],
      kept: { id, title: 'First', note: '', visibility: 'public' },
    });
    // A key is the person's own: it tells others nothing.
    for (const other of [site().visitor(), await site().signedIn('other-again@example.org')]) {
      const asked = await other.ask('GET', `/gallery/keeping?key=${saveKey}&parent=${id}`);
      expect(await asked.json()).toMatchObject({ kept: null, parents: [{ id }] });
    }
  });

  it('2.4.1 links are sent a few at a time, whatever the sender claims to be', async () => {
    const eager = site().visitor();
    const statuses: number[] = [];
    const { csrfToken } = (await (await eager.ask('GET', '/api/auth/csrf')).json()) as {
      csrfToken: string;
    };
    for (let i = 0; i < 41; i++) {
      const response = await eager.ask('POST', '/api/auth/signin/email', {
        json: { email: `many${i}@example.org`, csrfToken },
        headers: { 'x-forwarded-for': `198.51.100.${i}`, 'x-real-ip': `198.51.100.${i}` },
      });
      statuses.push(response.status);
      if (response.status === 429) {
        expect(Number(response.headers.get('retry-after'))).toBeGreaterThan(0);
      }
    }
    expect(statuses).toEqual([...Array<number>(40).fill(200), 429]);
    const others = [1, 2, 3, 4, 5, 6].map(() => site().visitor().askForLink('victim@example.org'));
    const sent = await Promise.all(others);
    expect(sent.map(({ status }) => status).sort()).toEqual([200, 200, 200, 200, 200, 429]);
  });
}
