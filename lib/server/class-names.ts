import { generators, stylizers } from '@/models/registry';

import { readCard } from './model-cards';

/** What a class is called, whichever model has learned it: a generator, or the house of a stylizer. */
export function nameOfClass(classId: string): string {
  for (const { classes } of generators) {
    const known = classes.find(({ id }) => id === classId);
    if (known) return known.name;
  }
  for (const { id } of stylizers) {
    const { styles } = readCard('stylizer', id);
    const style = styles.find(({ artist, kind }) => artist === classId && kind === 'artist');
    if (style) return style.name;
  }
  return classId;
}
