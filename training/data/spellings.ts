/** One name for each style and genre, however collections spell it. */
/** Other spellings of styles, as slugs; what is not here is taken as it is. */
const STYLES: Readonly<Record<string, string>> = {
  'art-nouveau': 'art-nouveau-modern',
  jugendstil: 'art-nouveau-modern',
  impressionist: 'impressionism',
  postimpressionism: 'post-impressionism',
  'post-impressionist': 'post-impressionism',
  neoimpressionism: 'divisionism',
  pointillism: 'divisionism',
  'neo-impressionism': 'divisionism',
  expressionist: 'expressionism',
  symbolist: 'symbolism',
  romantic: 'romanticism',
  romantism: 'romanticism',
  barok: 'baroque',
  realist: 'realism',
  naturalist: 'naturalism',
  cubist: 'cubism',
  cubofuturism: 'cubo-futurism',
  'early-netherlandish-painting': 'northern-renaissance',
  'dutch-golden-age-painting': 'baroque',
  academic: 'academicism',
  'academic-art': 'academicism',
  neoclassicism: 'classicism',
  'neo-classicism': 'classicism',
  ukiyoe: 'ukiyo-e',
  artdeco: 'art-deco',
  // Headings and placeholders that got into data.
  style: '',
  unknown: '',
  none: '',
  'n-a': '',
};

const GENRES: Readonly<Record<string, string>> = {
  portraits: 'portrait',
  'portrait-painting': 'portrait',
  'self-portrait': 'portrait',
  landscapes: 'landscape',
  'landscape-art': 'landscape',
  'landscape-painting': 'landscape',
  'still-life-painting': 'still-life',
  stilllife: 'still-life',
  nude: 'nude-painting',
  nudes: 'nude-painting',
  'nude-painting-nu': 'nude-painting',
  'religious-art': 'religious-painting',
  religious: 'religious-painting',
  'genre-art': 'genre-painting',
  genre: '',
  'sketch-study': 'sketch-and-study',
  sketch: 'sketch-and-study',
  'cityscape-painting': 'cityscape',
  veduta: 'cityscape',
  unknown: '',
  none: '',
  'n-a': '',
};

export const styleSlug = (label: string) => unified(STYLES, label);
export const genreSlug = (label: string) => unified(GENRES, label);

function unified(table: Readonly<Record<string, string>>, label: string): string {
  const slug = labelSlug(label);
  return Object.hasOwn(table, slug) ? table[slug]! : slug;
}

/**
 * One spelling for a label: "ArtNouveau(Modern)" and "Art_Nouveau_Modern" are
 * `art-nouveau-modern`. Letters of every script stay; Latin ones lose their accents.
 */
export function labelSlug(label: string): string {
  return label
    .normalize('NFKD')
    .replace(/(\p{Script=Latin})\p{M}+/gu, '$1')
    .replace(/([a-z])([A-Z])/g, '$1-$2')
    .replace(/[^\p{L}\p{M}\p{N}]+/gu, '-')
    .replace(/^-+|-+$/g, '')
    .toLowerCase()
    .normalize('NFC');
}
