import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { embedHtml, escapeHtml, type EmbeddedWork } from './embed';
import { sizeWithin } from './oembed';

const page = (shown: EmbeddedWork) => embedHtml(shown, 'n');
const work: EmbeddedWork = {
  id: 'abc',
  title: 'Sea',
  author: 'Ann',
  picture: 'code',
  kind: 'point' as const,
};

describe('an embedded page', () => {
  it('shows the picture, who made it, and the way to the work', () => {
    const html = page(work);
    expect(html).toContain('href="/works/abc"');
    expect(html).toContain('src="/p/code/picture.png?size=512"');
    expect(html).toContain('Ann');
    expect(page({ ...work, kind: 'walk' })).toContain('Play it on Sfumato');
    expect(page({ ...work, picture: undefined })).not.toContain('<img');
  });

  it('has the same tags whatever people write', () => {
    // Tags with the names of their attributes, as a browser reads them.
    const tagsOf = (html: string) =>
      html.match(/<[^>"]*(?:"[^"]*"[^>"]*)*>/g)!.map((tag) => tag.replace(/"[^"]*"/g, ''));
    const expected = tagsOf(page(work));
    const hostile = [
      '"><script>alert(1)</script>',
      "' onload=alert(1) x='",
      '</title><svg/onload=1>',
    ];
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.constantFrom(...hostile)), (text) => {
        expect(tagsOf(page({ ...work, title: text, author: text }))).toEqual(expected);
      }),
    );
    expect(escapeHtml(`<a href="x">'&`)).toBe('&#60;a href=&#34;x&#34;&#62;&#39;&#38;');
  });
});

describe('the size of an embedded page', () => {
  it('keeps to what is allowed, and stays large enough to see', () => {
    expect(sizeWithin()).toEqual({ width: 480, height: 536 });
    expect(sizeWithin(300)).toEqual({ width: 300, height: 356 });
    expect(sizeWithin(2000, 400)).toEqual({ width: 344, height: 400 });
    expect(sizeWithin(10, 10)).toEqual({ width: 160, height: 216 });
  });
});
