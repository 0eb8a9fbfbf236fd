/** Every source there is. */
import { SfumatoError } from '@/lib/errors';

import type { Source } from '../source';
import { artic } from './artic';
import { cleveland } from './cleveland';
import { flickr } from './flickr';
import { met } from './met';
import { pinterest } from './pinterest';
import { wikiart } from './wikiart';
import { wikimedia } from './wikimedia';

export const SOURCES: readonly Source[] = [
  ...[met, artic, cleveland, wikimedia, flickr, wikiart, pinterest],
];

/** @throws SfumatoError `invalid-input` that lists the sources there are. */
export function sourceOf(id: string): Source {
  const source = SOURCES.find((candidate) => candidate.id === id);
  if (source) return source;
  throw new SfumatoError(
    'invalid-input',
    `There is no source "${id}". Choose one of ${SOURCES.map((s) => s.id).join(', ')}.`,
  );
}
