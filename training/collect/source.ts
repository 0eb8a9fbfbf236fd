/** What a source is: where it lies, what can be asked, and how works are found in it. */
import type { Fetcher } from './fetch/fetcher';
import type { Licence } from './licence';
import type { Refused, Work } from './work';

/** What a person looks for; a source uses what it understands. */
export interface Question {
  readonly artist?: string | undefined;
  readonly query?: string | undefined;
  readonly tag?: string | undefined;
  readonly category?: string | undefined;
  /** Address of a board. */
  readonly board?: string | undefined;
}
export const ASKABLE = ['artist', 'query', 'tag', 'category', 'board'] as const;

/** A work that was found, before it is known whether it is wanted. */
export interface Candidate {
  readonly key: string;
  /** What the source says of it; may be another request. */
  details(): Promise<Work | Refused>;
}

export interface Asking {
  readonly fetcher: Fetcher;
  readonly question: Question;
  /** What the person takes: sources that can leave the rest out are asked to. */
  readonly licences: ReadonlySet<Licence>;
  /** Only paintings, where the source knows what is one. */
  readonly paintingsOnly: boolean;
  /** Longer side of the pictures that are asked for, in pixels, where it can be chosen. */
  readonly side: number;
  /** The key of an account, where the source wants one. */
  readonly apiKey: string | undefined;
  readonly signal: AbortSignal;
  /** A browser's page, for sources without an interface for programs. */
  readonly openPage: OpenPage;
}

/** What a rendered page is asked for. */
export interface RenderedPage {
  /** @param script the body of a function that runs in the page and returns plain data. */
  evaluate(script: string): Promise<unknown>;
  /** Scrolls to the end and waits for what then loads. */
  scroll(): Promise<void>;
  close(): Promise<void>;
}
export type OpenPage = (url: URL) => Promise<RenderedPage>;

export interface Source {
  readonly id: string;
  readonly title: string;
  /** Where it lies: a name for each of its services. `--base-url` stands in for all of them. */
  readonly bases: Readonly<Record<string, string>>;
  /** Hosts besides those of `bases` that its pictures lie on. */
  readonly pictureHosts: readonly string[];
  /** Hosts that its pages load their scripts from. */
  readonly pageHosts?: readonly string[];
  /** Milliseconds between two requests to one of its hosts, on the mean. */
  readonly interval: number;
  readonly asks: ReadonlyArray<(typeof ASKABLE)[number]>;
  /** How its pictures are asked for (see `Asked.as`). */
  readonly picturesAre: 'service' | 'page';
  /** Environment variable that holds the key, where one is needed, and where to get it. */
  readonly key?: { readonly variable: string; readonly from: string };
  /**
   * What a person must know and confirm before it is asked: it has no interface for programs,
   * and its terms may forbid them.
   */
  readonly confirm?: string;
  /** None of its pictures comes with a licence. */
  readonly saysNoLicence?: boolean;
  find(asking: Asking, base: (service: string, path: string) => URL): AsyncIterable<Candidate>;
}

/** Lists do not end by themselves where a server serves the last page again and again. */
const MOST_PAGES = 2000;

/**
 * The items of a list that comes in pages, each once. Ends with the list, with a page that
 * brings nothing new, or after very many.
 * @param read the items of a page, or undefined behind the last.
 */
export async function* paged<T>(
  read: (page: number) => Promise<readonly T[] | undefined>,
  keyOf: (item: T) => string,
): AsyncGenerator<T> {
  const seen = new Set<string>();
  for (let page = 0; page < MOST_PAGES; page++) {
    const items = await read(page);
    if (!items) return;
    const fresh = items.filter((item) => !seen.has(keyOf(item)));
    if (fresh.length === 0) return;
    for (const item of fresh) {
      seen.add(keyOf(item));
      yield item;
    }
  }
}

/** An address with what is asked behind the question mark. */
export function withQuery(url: URL, query: Readonly<Record<string, string | number>>): URL {
  const asked = new URL(url);
  for (const [name, value] of Object.entries(query)) asked.searchParams.set(name, String(value));
  return asked;
}
