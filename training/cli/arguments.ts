import { InvalidArgumentError } from 'commander';

/** Parsers for option values; each says what it wants. */

export function positiveInteger(text: string): number {
  const value = Number(text);
  if (!Number.isSafeInteger(value) || value < 1) {
    throw new InvalidArgumentError('It must be a whole number above 0.');
  }
  return value;
}

/** An unsigned 32-bit seed. */
export function seedNumber(text: string): number {
  const value = Number(text);
  if (text.trim() === '' || !Number.isInteger(value) || value < 0 || value > 0xffffffff) {
    throw new InvalidArgumentError('It must be a whole number from 0 to 4294967295.');
  }
  return value;
}

export function numberBetween(low: number, high: number): (text: string) => number {
  return (text) => {
    const value = Number(text);
    if (text.trim() === '' || !(value >= low && value <= high)) {
      throw new InvalidArgumentError(`It must be a number from ${low} to ${high}.`);
    }
    return value;
  };
}

export function commaSeparated(text: string): string[] {
  return text
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== '');
}

/** Two numbers of images, "from,to". */
export function imageRange(text: string): [number, number] {
  const [from = NaN, to = NaN, ...rest] = text.split(',').map(Number);
  if (rest.length > 0 || !(from >= 0 && to >= from)) {
    throw new InvalidArgumentError('It must be two numbers of images, e.g. "20000,60000".');
  }
  return [from, to];
}
