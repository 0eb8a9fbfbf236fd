import { describe, expect, it } from 'vitest';

import type { Likelihood, NearWork } from '@/lib/identify/answer';
import type { HouseStyle } from '@/models/card';

import { recommendHouseStyle } from './recommend';

const HOUSE = ['monet', 'turner', 'klimt'].map((artist): HouseStyle => ({
  ...{ id: artist, name: artist, artist, kind: 'artist', count: 9, vector: 'AAAA' },
}));
const likely = (...ids: string[]): Likelihood[] =>
  ids.map((id, i) => ({ id, name: id.toUpperCase(), probability: 0.5 / (i + 1) }));
const work = (artist: string, style: string): NearWork => ({
  ...{ title: `A work of ${artist}`, artist, artistName: artist.toUpperCase(), style },
  ...{ genre: 'landscape', similarity: 0.9 },
});
const answer = { artists: likely('monet', 'turner'), styles: likely('Impressionism') };

describe('the style that suits a picture', () => {
  it('is that of the near work in another style and by another hand', () => {
    const works = [
      work('monet', 'Romanticism'),
      work('turner', 'Impressionism'),
      work('klimt', 'Symbolism'),
    ];
    const found = recommendHouseStyle(answer, works, HOUSE)!;
    expect(found.style.id).toBe('klimt');
    expect(found.why).toContain('KLIMT');
  });

  it('is the next near one when the house has none of that artist', () => {
    const works = [work('nobody', 'Symbolism'), work('turner', 'Impressionism')];
    expect(recommendHouseStyle(answer, works, HOUSE)!.style.id).toBe('turner');
  });

  it('is the likeliest artist’s without works', () => {
    expect(recommendHouseStyle(answer, [], HOUSE.slice(1))!.style.id).toBe('turner');
    expect(recommendHouseStyle({ artists: likely('nobody'), styles: [] }, [], HOUSE)).toBe(
      undefined,
    );
  });
});
