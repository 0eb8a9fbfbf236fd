/** The numbers of styles, wherever they come from: known ones at once, others when their picture was looked at. */
import type { StyleVector } from '@/lib/engine/engine';

import { keyOfSource, type Brush, type StyleSource } from './settings';

export interface StyleVectors {
  /** The numbers, if they are known already. */
  peek(source: StyleSource, brush: Brush): StyleVector | undefined;
  /** The numbers, looked for once however often they are asked for. @throws what `find` throws. */
  request(source: StyleSource, brush: Brush): Promise<StyleVector>;
}

/** Known numbers that are kept: far more than anybody mixes, and a hundredth of a picture. */
const ENTRIES = 200;

/** @param find looks at a picture (or into the card); asked again after a failure */
export function createStyleVectors(
  find: (source: StyleSource, brush: Brush) => Promise<StyleVector>,
): StyleVectors {
  const known = new Map<string, StyleVector>();
  const asked = new Map<string, Promise<StyleVector>>();

  function keep(key: string, vector: StyleVector) {
    known.set(key, vector);
    const [oldest] = known.keys();
    if (known.size > ENTRIES && oldest !== undefined) known.delete(oldest);
  }

  return {
    peek: (source, brush) => known.get(keyOf(source, brush)),
    request(source, brush) {
      const key = keyOf(source, brush);
      const vector = known.get(key);
      if (vector) return Promise.resolve(vector);
      const already = asked.get(key);
      if (already) return already;
      const asking = find(source, brush)
        .then((found) => {
          keep(key, found);
          return found;
        })
        .finally(() => asked.delete(key));
      asked.set(key, asking);
      return asking;
    },
  };
}

/** The brush makes a difference to pictures alone. */
const keyOf = (source: StyleSource, brush: Brush) =>
  source.kind === 'picture' || source.kind === 'point'
    ? `${keyOfSource(source)} ${brush}`
    : keyOfSource(source);
