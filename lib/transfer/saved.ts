/** Settings as this device keeps them between visits: JSON that is looked at before it is believed. */
import type { StylizerEntry } from '@/models/card';

import {
  BRUSHES,
  MAX_STYLES,
  MAX_WEIGHT,
  keyOfSource,
  type StyleSource,
  type TransferSettings,
} from './settings';

export interface Saved {
  readonly settings: TransferSettings;
  /** Longer side of the result that was chosen; undefined where none was. */
  readonly side: number | undefined;
}

/** What was kept, as far as it still holds. */
export interface Remembered extends Saved {
  /** Styles in numbers were left out: they mean something else to this model. */
  readonly outdated: boolean;
}

/** The model whose numbers styles may be. */
export type SavedModel = Pick<StylizerEntry, 'id' | 'version'>;

export function writeSaved(saved: Saved, { id, version }: SavedModel): string {
  return JSON.stringify({ format: 1, model: { id, version }, ...saved });
}

/** Undefined for a text that this version did not write: then nothing is remembered, and no harm done. */
export function readSaved(text: string, model: SavedModel): Remembered | undefined {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    return undefined;
  }
  if (!isRecord(json) || json['format'] !== 1 || !isRecord(json['settings'])) return undefined;
  const { styles, strength, keepColours, brush } = json['settings'];
  if (!Array.isArray(styles) || styles.length > MAX_STYLES) return undefined;
  const chosen = styles.flatMap((style: unknown) => {
    if (!isRecord(style) || !isWhole(style['weight'], 1, MAX_WEIGHT)) return [];
    const source = sourceOf(style['source']);
    return source ? [{ source, weight: style['weight'] as number }] : [];
  });
  const keys = new Set(chosen.map(({ source }) => keyOfSource(source)));
  const known = BRUSHES.find((side) => side === brush);
  if (chosen.length < styles.length || keys.size < chosen.length || known === undefined) {
    return undefined;
  }
  if (!isWhole(Math.round(Number(strength) * 100), 0, 150) || typeof keepColours !== 'boolean') {
    return undefined;
  }
  const side = isWhole(json['side'], 1, 4096) ? (json['side'] as number) : undefined;
  const lasting = isOf(json['model'], model)
    ? chosen
    : chosen.filter(({ source }) => source.kind !== 'numbers');
  return {
    settings: { styles: lasting, strength: Number(strength), keepColours, brush: known },
    side,
    outdated: lasting.length < chosen.length,
  };
}

const isOf = (json: unknown, { id, version }: SavedModel) =>
  isRecord(json) && json['id'] === id && json['version'] === version;

function sourceOf(json: unknown): StyleSource | undefined {
  if (!isRecord(json)) return undefined;
  const { kind, id, name, code, vector } = json;
  if (kind === 'house' && isText(id)) return { kind, id };
  if (kind === 'picture' && isText(id) && isText(name)) return { kind, id, name };
  if (kind === 'point' && isText(code)) return { kind, code };
  if (kind === 'numbers' && isText(vector) && /^[A-Za-z0-9+/]+={0,2}$/.test(vector)) {
    return { kind, vector };
  }
  return undefined;
}

const isRecord = (json: unknown): json is Record<string, unknown> =>
  typeof json === 'object' && json !== null;
const isText = (json: unknown): json is string => typeof json === 'string' && json.length < 4096;
const isWhole = (json: unknown, least: number, most: number) =>
  Number.isInteger(json) && (json as number) >= least && (json as number) <= most;
