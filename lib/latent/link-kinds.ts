/** What a link can stand for, and which screen opens it. Answers of Identify are links of their own. */
export const LINK_KINDS = ['point', 'walk', 'arithmetic', 'transfer'] as const;
export type LinkKind = (typeof LINK_KINDS)[number];

/** The path at which a code of this kind is opened. */
export function pathOfCode(kind: LinkKind, code: string): string {
  return `/${kind === 'point' ? 'p' : kind}/${code}`;
}
