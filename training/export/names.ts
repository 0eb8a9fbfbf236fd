/** Artists' ids as people write their names. */

const LOWER = new Set([
  'van',
  'von',
  'de',
  'der',
  'den',
  'del',
  'della',
  'di',
  'da',
  'la',
  'le',
  'du',
  'the',
]);

/** Names that no rule gets right. */
const EXCEPTIONS: Readonly<Record<string, string>> = {
  'e-h-macdonald': 'E. H. MacDonald',
  'j-e-h-macdonald': 'J. E. H. MacDonald',
  'mikalojus-ciurlionis': 'Mikalojus Čiurlionis',
  'paul-cezanne': 'Paul Cézanne',
  'eugene-boudin': 'Eugène Boudin',
  'eugene-delacroix': 'Eugène Delacroix',
  'edouard-manet': 'Édouard Manet',
  'joaquin-sorolla': 'Joaquín Sorolla',
  'albrecht-durer': 'Albrecht Dürer',
  'andre-derain': 'André Derain',
  'theo-van-doesburg': 'Theo van Doesburg',
  'peter-paul-rubens': 'Peter Paul Rubens',
  'camille-corot': 'Camille Corot',
  'jean-francois-millet': 'Jean-François Millet',
  'jean-honore-fragonard': 'Jean-Honoré Fragonard',
  'le-corbusier': 'Le Corbusier',
  'el-greco': 'El Greco',
  'james-mcneill-whistler': 'James McNeill Whistler',
  'diego-velazquez': 'Diego Velázquez',
  'francisco-de-zurbaran': 'Francisco de Zurbarán',
};

/** `vincent-van-gogh` → "Vincent van Gogh", `t-c-steele` → "T. C. Steele". */
export function artistName(id: string): string {
  const exception = EXCEPTIONS[id];
  if (exception) return exception;
  return id
    .split('-')
    .map((word, i) => {
      if (word.length === 1) return `${word.toUpperCase()}.`;
      if (i > 0 && LOWER.has(word)) return word;
      return word.charAt(0).toUpperCase() + word.slice(1);
    })
    .join(' ');
}

/** `roses-de-noel(1)` → "Roses de noel": as far as a file's name tells a title. */
export function workTitle(title: string): string {
  const words = title
    .replace(/\(\d+\)$/, '')
    .replace(/[-_]+/g, ' ')
    .replace(/\b(\w+) s\b/g, '$1’s')
    .trim();
  return words.charAt(0).toUpperCase() + words.slice(1);
}
