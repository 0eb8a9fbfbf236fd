/** A work as sources tell of it. */
import type { Licence } from './licence';

export interface Work {
  /** The source's own name for it; the same the next time. */
  readonly key: string;
  readonly title: string;
  /** As written by the source, e.g. `Claude Monet`; empty where unknown. */
  readonly artist: string;
  readonly died?: number | undefined;
  /** As written by the source; empty where it says nothing. */
  readonly style: string;
  readonly genre: string;
  /** When it was finished. */
  readonly year?: number | undefined;
  readonly licence: Licence;
  /** In the source's words, e.g. `CC BY-SA 4.0`. */
  readonly licenceText: string;
  /** Where it is shown to people. */
  readonly page: string;
  /** Whom to name. */
  readonly credit: string;
  readonly picture: URL;
}

/** Why a work is not taken, in a few words that are the same for all of its kind. */
export interface Refused {
  readonly refused: string;
}

export const isRefused = (work: Work | Refused): work is Refused => 'refused' in work;

/** `Vincent van Gogh` → `vincent-van-gogh`: the ids that collections know artists by. */
export function slugOf(name: string): string {
  return name
    .normalize('NFKD')
    .replace(/\p{M}+/gu, '')
    .replace(/ß/g, 'ss')
    .replace(/[øØ]/g, 'o')
    .replace(/[łŁ]/g, 'l')
    .replace(/[æÆ]/g, 'ae')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, '-')
    .replace(/^-+|-+$/g, '')
    .slice(0, 80);
}

/** Whether a name as a source writes it ("Monet, Claude") means the artist who was asked for. */
export function sameArtist(asked: string, given: string): boolean {
  const words = new Set(slugOf(given).split('-'));
  return slugOf(asked)
    .split('-')
    .every((word) => words.has(word));
}

/** Words before a name by which museums say that somebody else painted it. */
const NOT_HERSELF =
  /\b(after|copy|copies|imitator|follower|circle|workshop|school|style|manner|attributed|forger|studio)\b/i;

export const isByAnother = (qualifier: string | null | undefined): boolean =>
  NOT_HERSELF.test(qualifier ?? '');

/** Text of a piece of HTML, for captions that sources write as such. */
export function textOf(html: string | null | undefined): string {
  return (html ?? '')
    .replace(/<(script|style)\b[\s\S]*?<\/\1>/gi, ' ')
    .replace(/<[^>]*>/g, ' ')
    .replace(/&(#x?[0-9a-f]+|[a-z]+);/gi, (entity, name: string) => character(name) ?? entity)
    .replace(/\s+/g, ' ')
    .trim();
}

const NAMED: Readonly<Record<string, string>> = {
  ...{ amp: '&', lt: '<', gt: '>', quot: '"', apos: "'", nbsp: ' ', ndash: '–', mdash: '—' },
};

function character(name: string): string | undefined {
  if (!name.startsWith('#')) return NAMED[name.toLowerCase()];
  const code = /^#x/i.test(name) ? Number.parseInt(name.slice(2), 16) : Number(name.slice(1));
  return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : undefined;
}
