/** The ids of artists, styles and genres as people write them. */

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
const ARTISTS: Readonly<Record<string, string>> = {
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
  'gustave-dore': 'Gustave Doré',
  'pierre-auguste-renoir': 'Pierre-Auguste Renoir',
  'henri-de-toulouse-lautrec': 'Henri de Toulouse-Lautrec',
  'kuzma-petrov-vodkin': 'Kuzma Petrov-Vodkin',
  'bartolome-esteban-murillo': 'Bartolomé Esteban Murillo',
  'felix-vallotton': 'Félix Vallotton',
  'arnold-bocklin': 'Arnold Böcklin',
  'leon-bakst': 'Léon Bakst',
  'moise-kisling': 'Moïse Kisling',
  'sir-lawrence-alma-tadema': 'Lawrence Alma-Tadema',
  'edward-burne-jones': 'Edward Burne-Jones',
  'felicien-rops': 'Félicien Rops',
  'franz-stuck': 'Franz von Stuck',
  'theodore-gericault': 'Théodore Géricault',
};

const STYLES: Readonly<Record<string, string>> = {
  'art-nouveau-modern': 'Art Nouveau',
  'post-impressionism': 'Post-Impressionism',
  'cubo-futurism': 'Cubo-Futurism',
  'shin-hanga': 'Shin-hanga',
  'ukiyo-e': 'Ukiyo-e',
  'high-renaissance': 'High Renaissance',
  'northern-renaissance': 'Northern Renaissance',
};

/** `still-life` → "Still life", `art-nouveau-modern` → "Art Nouveau". */
export function labelName(slug: string): string {
  const words = slug.replace(/-/g, ' ');
  return STYLES[slug] ?? words.charAt(0).toUpperCase() + words.slice(1);
}

/** `vincent-van-gogh` → "Vincent van Gogh", `t-c-steele` → "T. C. Steele". */
export function artistName(id: string): string {
  const exception = ARTISTS[id];
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

/** The name of a class, whatever its kind. */
export const className = ({
  kind,
  id,
}: {
  kind: 'artist' | 'style' | 'genre';
  id: string;
}): string => (kind === 'artist' ? artistName(id) : labelName(id));

/** `roses-de-noel(1)` → "Roses de noel": as far as a file's name tells a title. */
export function workTitle(title: string): string {
  const words = title
    .replace(/\(\d+\)$/, '')
    .replace(/[-_]+/g, ' ')
    .replace(/\b(\w+) s\b/g, '$1’s')
    .trim();
  return words.charAt(0).toUpperCase() + words.slice(1);
}
