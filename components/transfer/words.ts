/** Styles in words: for labels, titles and the live region. */
import { nameOfPoint } from '@/components/points/model-of';
import { decodePoint } from '@/lib/latent/codec';
import { percent } from '@/lib/studio/describe';
import { shareOf, type StyleSource, type TransferSettings } from '@/lib/transfer/settings';
import type { HouseStyle } from '@/models/card';
import { catalogue } from '@/models/registry';

import type { TransferState } from './state';

/** What a style is called. */
export function nameOfSource(source: StyleSource, house: readonly HouseStyle[] = []): string {
  switch (source.kind) {
    case 'house':
      return house.find(({ id }) => id === source.id)?.name ?? source.id;
    case 'picture':
      return source.name;
    case 'point':
      return nameOfCode(source.code);
    case 'numbers':
      return 'A picture from a link';
  }
}

function nameOfCode(code: string): string {
  try {
    return nameOfPoint(decodePoint(code, catalogue));
  } catch {
    // Its generator went on learning: the style itself says so when it is asked for.
    return 'A generated picture';
  }
}

/** "60 % Claude Monet, 40 % my-painting.jpg"; a style alone goes without a number. */
export function mixInWords(settings: TransferSettings, house: readonly HouseStyle[]): string {
  const { styles } = settings;
  if (styles.length === 1) return nameOfSource(styles[0]!.source, house);
  return [...styles]
    .sort((a, b) => b.weight - a.weight)
    .map(
      (style) => `${wholePercent(shareOf(settings, style))} ${nameOfSource(style.source, house)}`,
    )
    .join(', ');
}

type Chosen = Pick<TransferState, 'settings' | 'wanted' | 'styleProblem'>;

/** Styles are chosen, and their numbers are still to come. */
export const isLooking = ({ settings, wanted, styleProblem }: Chosen): boolean =>
  settings.styles.length > 0 && !wanted && styleProblem === undefined;

/** Why there is nothing to paint camera and film in; undefined where there is. */
export function whyUnpainted(state: Chosen): string | undefined {
  if (state.wanted) return undefined;
  if (isLooking(state)) return 'Looking at the style…';
  return state.styleProblem ?? 'Choose a style to see this painted.';
}

export const wholePercent = (share: number): string => percent(Math.round(share * 100) / 100);
