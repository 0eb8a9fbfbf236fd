import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import {
  addressOf,
  queryOf,
  readView,
  requestOf,
  WHOLE_GALLERY,
  type GalleryView,
} from './address';

const MIX = [
  { classId: 'claude-monet', weight: 0.7 },
  { classId: 'ivan-shishkin', weight: 0.3 },
];

describe('the address of a gallery', () => {
  it('says what is shown, and is read back', () => {
    const views: GalleryView[] = [
      WHOLE_GALLERY,
      { ...WHOLE_GALLERY, order: 'grown', search: 'storm & sea', model: 'landscapes-64' },
      { ...WHOLE_GALLERY, order: 'mix', mix: MIX },
    ];
    for (const view of views) expect(readView(queryOf(view))).toEqual(view);
    expect(addressOf(WHOLE_GALLERY)).toBe('/gallery');
    expect(addressOf(WHOLE_GALLERY, 'W10', '/gallery/more')).toBe('/gallery/more?after=W10');
  });

  it('asks the server for shares in thousandths', () => {
    const view: GalleryView = { ...WHOLE_GALLERY, order: 'mix', mix: MIX };
    expect(requestOf(view, 'x')).toEqual({
      order: 'mix',
      mix: [
        { classId: 'claude-monet', weight: 700 },
        { classId: 'ivan-shishkin', weight: 300 },
      ],
      after: 'x',
    });
  });

  it('is read whatever it says', () => {
    for (const text of [
      'order=mix',
      'order=mix&mix=a.0',
      'order=mix&mix=a.1_a.2',
      'order=__proto__',
    ]) {
      expect(readView(new URLSearchParams(text)).order, text).toBe('newest');
    }
    fc.assert(
      fc.property(
        fc.dictionary(fc.constantFrom('order', 'mix', 'search', 'model'), fc.string()),
        (query) => {
          const view = readView(new URLSearchParams(query));
          expect(readView(queryOf(view))).toEqual(view);
        },
      ),
    );
  });
});
