import { expect, it } from 'vitest';

import { yearOf } from '../data/year';
import { licenceOf, parseLicences } from './licence';
import { fileOf, idOf, rowOf } from './place';
import { sourceOf } from './sources';
import { isByAnother, sameArtist, slugOf, textOf, type Work } from './work';

const work: Work = {
  ...{ key: 'k', title: 'a\r\nb', artist: 'Ann', style: '', genre: '', licence: 'cc0' },
  ...{ licenceText: 'CC0', page: '', credit: '', picture: new URL('https://a.org/') },
};

it('writes names as collections do', () => {
  expect(slugOf('Vincent van Gogh')).toBe('vincent-van-gogh');
  expect(slugOf('Édouard Manet')).toBe('edouard-manet');
  expect(slugOf('Michał Gorstkin-Wywiórski')).toBe('michal-gorstkin-wywiorski');
});

it('knows an artist in other orders of her name, and by nobody else’s', () => {
  expect(sameArtist('Claude Monet', 'Monet, Claude')).toBe(true);
  expect(sameArtist('Rembrandt', 'Rembrandt (Rembrandt van Rijn)')).toBe(true);
  expect(sameArtist('Claude Monet', 'Claude Lorrain')).toBe(false);
  expect(isByAnother('Workshop of')).toBe(true);
  expect(isByAnother('')).toBe(false);
});

it('reads years, captions and licences as sources write them', () => {
  expect(yearOf('ca. 1872–74, retouched 1880')).toBe(1880);
  expect(yearOf('c. 1890–95')).toBe(1890);
  expect(yearOf('1890s')).toBe(1890);
  expect(yearOf('undated')).toBeUndefined();
  expect(textOf('<p>A&nbsp;&amp; <script>x</script>B&#233;</p>')).toBe('A & Bé');
  const read = ['CC BY-NC-SA 2.0', 'CC BY-SA 4.0', 'CC BY 3.0', 'CC0', 'Public domain', 'PD-old'];
  expect(read.map(licenceOf)).toEqual([
    'nc',
    'by-sa',
    'by',
    'cc0',
    'public-domain',
    'public-domain',
  ]);
  for (const words of [
    ...['©', 'Not in the public domain', 'not public domain in the US'],
    'Public domain in the EU but copyrighted in the US',
  ]) {
    expect(licenceOf(words)).toBe('unknown');
  }
  expect([...parseLicences(['by'])]).toEqual(['public-domain', 'cc0', 'by']);
  expect(() => parseLicences(['free'])).toThrow(/any/);
});

it.each(['../../etc/passwd', '/abs', 'a\0b', 'C:\\x', 'ünïcode', '', '.'.repeat(300)])(
  'a key of "%s" stays inside of the collection and apart from others',
  (key) => {
    const id = idOf(sourceOf('met'), key);
    expect(id).toMatch(/^met-[a-z0-9-]+$/);
    expect(id.length).toBeLessThan(90);
    expect(id).not.toBe(idOf(sourceOf('met'), `${key}x`));
    const file = fileOf(id, { ...work, artist: '../..' }, 'jpeg');
    expect(file).toMatch(/^unknown\/met-[a-z0-9-]+\.jpg$/);
  },
);

it('puts no line breaks, formulas and scripts into the table', () => {
  const about = { file: 'f', source: sourceOf('met'), sha256: '' };
  expect(rowOf('id', work, about)['title']).toBe('a b');
  const formula = '=HYPERLINK("https://a.org")';
  const hostile = {
    title: formula,
    credit: '@x',
    licenceText: '-1+1',
    page: 'javascript:alert(1)',
  };
  expect(rowOf('id', { ...work, ...hostile }, about)).toMatchObject({
    ...{ title: `'${formula}`, credit: "'@x", licence_text: "'-1+1", page: '' },
  });
  const page = 'https://a.org/x';
  expect(rowOf('id', { ...work, page }, about)).toMatchObject({ page });
});
