/** What a site asks of programs: robots.txt, as RFC 9309 reads it. */

/** The name that groups of rules are looked up by. */
export const PRODUCT = 'sfumato';
/** Section 2.5: no more need be read. */
export const ROBOTS_BYTES = 512 * 1024;
/** Longer delays are meant for other programs than one that fetches a few hundred pictures. */
const LONGEST_DELAY = 60_000;

interface Rule {
  readonly allow: boolean;
  readonly path: string;
}

export interface Robots {
  /** @param path with what follows a question mark. */
  allows(path: string): boolean;
  /** Milliseconds between requests that the site wishes, if it does (not in the RFC, but common). */
  readonly delay: number | undefined;
}

export const ALLOW_ALL: Robots = { allows: () => true, delay: undefined };
export const ALLOW_NONE: Robots = { allows: () => false, delay: undefined };

/** Reads the rules for `PRODUCT`, or for everybody where there are none for it. */
export function parseRobots(text: string): Robots {
  const groups = groupsOf(text);
  const own = groups.filter(({ agents }) => agents.includes(PRODUCT));
  const mine = own.length > 0 ? own : groups.filter(({ agents }) => agents.includes('*'));
  const rules = mine.flatMap((group) => group.rules);
  const delays = mine.flatMap(({ delay }) => (delay === undefined ? [] : [delay]));
  return {
    delay: delays.length > 0 ? Math.min(LONGEST_DELAY, Math.max(...delays)) : undefined,
    allows(path) {
      let best: Rule | undefined;
      for (const rule of rules) {
        if (!matches(rule.path, path)) continue;
        // The most specific rule wins, and of two as specific the one that allows (2.2.2).
        const longer = rule.path.length - (best?.path.length ?? -1);
        if (longer > 0 || (longer === 0 && rule.allow)) best = rule;
      }
      return best?.allow ?? true;
    },
  };
}

interface Group {
  readonly agents: string[];
  readonly rules: Rule[];
  delay?: number;
}

function groupsOf(text: string): Group[] {
  const groups: Group[] = [];
  let open = false; // whether the last line was a user agent: several may share their rules
  for (const line of text.replace(/^\ufeff/, '').split(/\r\n|\r|\n/)) {
    const match = /^\s*([A-Za-z-]+)\s*:\s*([^#]*)/.exec(line);
    if (!match) continue;
    const name = match[1]!.toLowerCase();
    const value = match[2]!.trim();
    if (name === 'user-agent') {
      if (!open) groups.push({ agents: [], rules: [] });
      groups.at(-1)!.agents.push(value.toLowerCase());
      open = true;
      continue;
    }
    const group = groups.at(-1);
    if (group && (name === 'allow' || name === 'disallow')) {
      open = false;
      // An empty rule says nothing.
      if (value !== '') group.rules.push({ allow: name === 'allow', path: normal(value) });
    } else if (group && name === 'crawl-delay') {
      open = false;
      const seconds = Number(value);
      if (seconds >= 0 && value !== '') group.delay = seconds * 1000;
    }
  }
  return groups;
}

/** `*` stands for anything, `$` for the end (section 2.2.3); linear in the path for each part. */
function matches(rule: string, path: string): boolean {
  const toEnd = rule.endsWith('$');
  const parts = (toEnd ? rule.slice(0, -1) : rule).split('*');
  const subject = normal(path);
  if (!subject.startsWith(parts[0]!)) return false;
  let at = parts[0]!.length;
  for (let i = 1; i < parts.length; i++) {
    const last = i === parts.length - 1;
    const found =
      last && toEnd ? subject.length - parts[i]!.length : subject.indexOf(parts[i]!, at);
    if (found < at || !subject.startsWith(parts[i]!, found)) return false;
    at = found + parts[i]!.length;
  }
  return !toEnd || at === subject.length;
}

/** One spelling for what may be escaped or not (section 2.2.2). */
function normal(path: string): string {
  try {
    return encodeURI(decodeURI(path));
  } catch {
    return path;
  }
}
