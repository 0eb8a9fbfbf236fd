/** Any option of a preset from the command line, by its place in `options.json`. */
import { type z } from 'zod';

import { SfumatoError } from '@/lib/errors';

export interface Setting {
  /** `generator.adam.learningRate` as its parts. */
  readonly place: readonly string[];
  readonly value: unknown;
}

/** For commander: `name=value`, several times. A value that is not JSON is a text. */
export function collectSetting(text: string, before: readonly Setting[] = []): Setting[] {
  const equals = text.indexOf('=');
  const place = text.slice(0, Math.max(0, equals)).split('.');
  if (place.some((name) => name === '')) {
    throw new SfumatoError(
      'invalid-input',
      `--set ${text}: name an option and its value, e.g. --set batchSize=16.`,
    );
  }
  return [...before, { place, value: valueOf(text.slice(equals + 1)) }];
}

function valueOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

/**
 * @param options of a preset, with all that it leaves open filled in.
 * @returns a copy with the settings put over it, checked.
 * @throws SfumatoError `invalid-input` for an option that there is not, or a value that
 *   it cannot have.
 */
export function withSettings<Schema extends z.ZodType>(
  schema: Schema,
  options: z.output<Schema>,
  settings: readonly Setting[] = [],
): z.output<Schema> {
  const changed = structuredClone(options);
  for (const { place, value } of settings) {
    const parent = at(changed, place.slice(0, -1));
    if (!parent) throw unknownOption(place, changed);
    parent[place.at(-1)!] = value;
  }
  const parsed = parseOptions(schema, changed, (place) => `--set ${place.join('.')}`);
  for (const { place } of settings) {
    // A schema drops what it does not know.
    const parent = at(parsed, place.slice(0, -1));
    if (!parent || !Object.hasOwn(parent, place.at(-1)!)) throw unknownOption(place, parsed);
  }
  return parsed;
}

/**
 * @param nameOf what the person calls the option at a place of the options.
 * @throws SfumatoError `invalid-input`, naming the first option that has a wrong value.
 */
export function parseOptions<Schema extends z.ZodType>(
  schema: Schema,
  options: unknown,
  nameOf: (place: readonly string[]) => string,
): z.output<Schema> {
  const parsed = schema.safeParse(options);
  if (parsed.success) return parsed.data;
  const { path, message } = parsed.error.issues[0]!;
  throw new SfumatoError('invalid-input', `${nameOf(path.map(String))}: ${message}.`);
}

/** The flag that an option was given with, `--batch-size` for `batchSize`; else its place. */
export function flagNames(flags: object): (place: readonly string[]) => string {
  const given = flags as Readonly<Record<string, unknown>>;
  return (place) => {
    const name = place.find((part) => Object.hasOwn(given, part) && given[part] !== undefined);
    return name === undefined ? place.join('.') : flagOf(name);
  };
}

const flagOf = (name: string) =>
  `--${name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`;

type Options = Record<string, unknown>;

/** What stands at a place, if there are options below it. */
function at(options: unknown, place: readonly string[]): Options | undefined {
  let found = options;
  for (const name of place) {
    if (!isOptions(found) || !Object.hasOwn(found, name)) return undefined;
    found = found[name];
  }
  return isOptions(found) ? found : undefined;
}

const isOptions = (value: unknown): value is Options =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

function unknownOption(place: readonly string[], options: unknown): SfumatoError {
  let depth = place.length - 1;
  while (depth > 0 && !at(options, place.slice(0, depth))) depth--;
  const above = place.slice(0, depth).join('.');
  const names = Object.keys(at(options, place.slice(0, depth)) ?? {}).join(', ');
  return new SfumatoError(
    'invalid-input',
    `--set ${place.join('.')}: there is no such option${above && ` in ${above}`}. There are ${names}.`,
  );
}
