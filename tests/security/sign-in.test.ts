import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { openSite, type Site } from './support/site';

let site: Site;
beforeAll(async () => {
  site = await openSite();
});
afterAll(() => site.close());

describe('V6 Authentication', () => {
  it('6.5.1 a link signs in once', async () => {
    const ann = site.visitor();
    const asked = await ann.askForLink('ann@example.org');
    expect(asked.status).toBe(200);
    expect(await asked.json()).toMatchObject({ url: expect.stringContaining('verify-request') });
    const opened = await ann.openLink(site.links.at(-1)!);
    expect(opened.status).toBe(200);
    expect(await opened.json()).toEqual({ url: '/' });
    expect([...ann.cookies.keys()]).toContain('sfumato-session');
    const again = await site.visitor().openLink(site.links.at(-1)!);
    expect(await again.json()).toMatchObject({
      url: expect.stringContaining('error=Verification'),
    });
  });
});
