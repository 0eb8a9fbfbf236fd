/** A year out of what people write, e.g. `ca. 1872–74` or `1890s`; the last of several. */
export function yearOf(text: string | number | null | undefined): number | undefined {
  const years = String(text ?? '').match(/\b(?:1\d{3}|20\d{2}|[5-9]\d{2})(?=s?\b)/g);
  return years ? Number(years.at(-1)) : undefined;
}
