import { decodePoint } from '@/lib/latent/codec';
import type { Mix } from '@/lib/latent/point';
import { describeMix } from '@/lib/studio/describe';
import { decodeTransfer, resolveTransfer } from '@/lib/transfer/code';
import { shareOf, type StyleSource } from '@/lib/transfer/settings';
import type { GeneratorEntry, HouseStyle } from '@/models/card';
import { factsOf } from '@/models/facts';
import { stylizers } from '@/models/registry';

import { readCard } from './model-cards';
import type { Painting } from './paint-transfer';

/** A style of a transfer, in words. */
export interface NamedStyle {
  readonly name: string;
  /** In (0, 1]; those of all styles sum to 1. */
  readonly share: number;
  /** The artists in it, as far as it is known; empty for a picture of somebody's own. */
  readonly mix: Mix;
}

export interface OpenedTransfer {
  readonly painting: Painting;
  readonly styles: readonly NamedStyle[];
}

/**
 * A transfer with its styles looked up.
 * @throws SfumatoError as `decodeTransfer` and `resolveTransfer` do.
 */
export function openTransfer(code: string, models: readonly GeneratorEntry[]): OpenedTransfer {
  const linked = decodeTransfer(code, stylizers, models.map(factsOf));
  const house = readCard('stylizer', linked.model).styles;
  const settings = resolveTransfer(linked, house);
  return {
    painting: { model: linked.model, settings },
    styles: settings.styles.map((style) => ({
      share: shareOf(settings, style),
      ...nameStyle(style.source, house, models),
    })),
  };
}

function nameStyle(
  source: StyleSource,
  house: readonly HouseStyle[],
  models: readonly GeneratorEntry[],
): Pick<NamedStyle, 'name' | 'mix'> {
  if (source.kind === 'house') {
    const style = house.find(({ id }) => id === source.id)!;
    return { name: style.name, mix: [{ classId: style.artist, weight: 1 }] };
  }
  if (source.kind === 'point') {
    const { model, mix } = decodePoint(source.code, models.map(factsOf));
    const entry = models.find(({ id }) => id === model);
    return { name: describeMix(mix, entry), mix };
  }
  return { name: 'a picture of somebody’s own', mix: [] };
}
