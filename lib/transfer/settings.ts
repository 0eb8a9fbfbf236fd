/** What somebody wants painted, but for the picture itself: plain data, so that it can be kept, linked and undone. */
import { SfumatoError } from '@/lib/errors';
import { MAX_STRENGTH } from '@/lib/engine/stylize';

/** Where a style comes from. */
export type StyleSource =
  /** One that the model's card lists. */
  | { readonly kind: 'house'; readonly id: string }
  /** A picture on this device; `id` is what it is kept under. */
  | { readonly kind: 'picture'; readonly id: string; readonly name: string }
  /** A generated picture: the code of its latent point. */
  | { readonly kind: 'point'; readonly code: string }
  /** Somebody else's picture, of which a link brought the numbers alone (`models/style-vectors.ts`). */
  | { readonly kind: 'numbers'; readonly vector: string };

export interface ChosenStyle {
  readonly source: StyleSource;
  /** Its share is this over the sum of all: a whole number from 1 to `MAX_WEIGHT`. */
  readonly weight: number;
}

/**
 * From broad to fine. Named after the shorter side, in pixels, at which pictures of styles are
 * looked at: the larger, the finer is what the network takes for brushwork. How broad it then
 * paints, `coarse-to-fine.ts` says.
 */
export const BRUSHES = [128, 192, 256, 384, 512] as const;
export type Brush = (typeof BRUSHES)[number];

export interface TransferSettings {
  /** Up to `MAX_STYLES`, no source twice. */
  readonly styles: readonly ChosenStyle[];
  /** The way from the picture's own style to the wanted one: 0 to `MAX_STRENGTH`, in hundredths. */
  readonly strength: number;
  readonly keepColours: boolean;
  readonly brush: Brush;
}

export const MAX_STYLES = 4;
export const MAX_WEIGHT = 100;
/** That of a style nobody has weighed yet. */
const WEIGHT = 50;

export const PLAIN_SETTINGS: TransferSettings = {
  styles: [],
  strength: 1,
  keepColours: false,
  brush: 256,
};

/** The same text for the same style, whatever object it comes as. */
export function keyOfSource(source: StyleSource): string {
  switch (source.kind) {
    case 'house':
    case 'picture':
      return `${source.kind} ${source.id}`;
    case 'point':
      return `point ${source.code}`;
    case 'numbers':
      return `numbers ${source.vector}`;
  }
}

export const hasStyle = ({ styles }: TransferSettings, source: StyleSource): boolean =>
  styles.some((style) => keyOfSource(style.source) === keyOfSource(source));

/** This style and no other. */
export function paintIn(settings: TransferSettings, source: StyleSource): TransferSettings {
  if (settings.styles.length === 1 && hasStyle(settings, source)) return settings;
  return { ...settings, styles: [{ source, weight: WEIGHT }] };
}

/**
 * One style more, with as much weight as the others have on average.
 * @throws SfumatoError `invalid-input` when there are `MAX_STYLES` already.
 */
export function mixIn(settings: TransferSettings, source: StyleSource): TransferSettings {
  const { styles } = settings;
  if (hasStyle(settings, source)) return settings;
  if (styles.length >= MAX_STYLES) {
    throw new SfumatoError(
      'invalid-input',
      `Up to ${MAX_STYLES} styles can be mixed: take one out first.`,
    );
  }
  const sum = styles.reduce((total, style) => total + style.weight, 0);
  const weight = styles.length === 0 ? WEIGHT : Math.round(sum / styles.length);
  return { ...settings, styles: [...styles, { source, weight }] };
}

export function takeOut(settings: TransferSettings, source: StyleSource): TransferSettings {
  if (!hasStyle(settings, source)) return settings;
  const key = keyOfSource(source);
  return {
    ...settings,
    styles: settings.styles.filter((style) => keyOfSource(style.source) !== key),
  };
}

export function weigh(
  settings: TransferSettings,
  source: StyleSource,
  weight: number,
): TransferSettings {
  const key = keyOfSource(source);
  const whole = Math.min(MAX_WEIGHT, Math.max(1, Math.round(weight)));
  const same = settings.styles.every(
    (style) => keyOfSource(style.source) !== key || style.weight === whole,
  );
  if (same) return settings;
  return {
    ...settings,
    styles: settings.styles.map((style) =>
      keyOfSource(style.source) === key ? { ...style, weight: whole } : style,
    ),
  };
}

export function strengthen(settings: TransferSettings, strength: number): TransferSettings {
  const hundredths = Math.round(Math.min(MAX_STRENGTH, Math.max(0, strength)) * 100) / 100;
  return hundredths === settings.strength ? settings : { ...settings, strength: hundredths };
}

/** Share of a style in the mix, in (0, 1]. */
export function shareOf({ styles }: TransferSettings, { weight }: ChosenStyle): number {
  return weight / styles.reduce((sum, style) => sum + style.weight, 0);
}
