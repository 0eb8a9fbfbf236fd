/** What the directions of a generator change, as they were measured, in words. */
import type { Direction } from '@/models/card';

import { value } from './numbers';

/** A change that goes along with a direction. */
export interface Change {
  /** What becomes of the picture, e.g. "softer". */
  readonly words: string;
  /** How surely: "nearly always", "mostly", "often". */
  readonly surely: string;
  /** The rank correlation, without its sign where the words say which way. */
  readonly text: string;
}

export interface DirectionView {
  readonly id: string;
  readonly name: string;
  /** "less sky to more sky"; undefined where the ends have no name of their own. */
  readonly ends: string | undefined;
  /** How surely it does what it is named after; undefined for a component, which is named after nothing. */
  readonly own: Change | undefined;
  /** What else changes towards its upper end, the surest first. */
  readonly also: readonly Change[];
}

/** What an attribute becomes when it is less or more. */
const WORDS: Readonly<Record<string, readonly [less: string, more: string]>> = {
  light: ['darker', 'lighter'],
  warmth: ['cooler', 'warmer'],
  colour: ['greyer', 'more colourful'],
  contrast: ['softer', 'harder'],
  detail: ['broader', 'more detailed'],
  horizon: ['a lower horizon', 'a higher horizon'],
  sky: ['less sky', 'more sky'],
  backdrop: ['a darker backdrop', 'a lighter backdrop'],
};

/** Weaker ones are hardly seen. */
const LEAST = 0.3;
const MOST_CHANGES = 3;

export function directionViews(directions: readonly Direction[]): DirectionView[] {
  return directions.map(({ id, name, less, more, kind, effects }) => {
    const own = kind === 'attribute' ? effects[0] : undefined;
    const others = effects
      .filter((effect) => effect !== own && Math.abs(effect.correlation) >= LEAST)
      .sort((a, b) => Math.abs(b.correlation) - Math.abs(a.correlation));
    return {
      ...{ id, name },
      ends: own && `${less} to ${more}`,
      own: own && { ...changeOf(own), words: more },
      also: others.slice(0, MOST_CHANGES).map(changeOf),
    };
  });
}

function changeOf({ attribute, correlation }: Direction['effects'][number]): Change {
  const size = Math.abs(correlation);
  const [less, more] = WORDS[attribute] ?? [`less ${attribute}`, `more ${attribute}`];
  return {
    words: correlation < 0 ? less : more,
    surely: size >= 0.8 ? 'nearly always' : size >= 0.5 ? 'mostly' : 'often',
    text: value(size),
  };
}
