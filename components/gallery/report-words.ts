/** What can be wrong with a work, as people choose it and administrators read it. */
export const REPORT_REASONS = [
  { value: 'hurts', label: 'It hurts or threatens somebody' },
  { value: 'private', label: 'It tells something private of somebody' },
  { value: 'advertising', label: 'It is advertising' },
  { value: 'other', label: 'Something else' },
] as const;

/** A report as it is kept (`other: in somebody's own words`) in words. */
export function reportInWords(kept: string): string {
  const [, value, words] = /^(\w+)(?:: (.*))?$/s.exec(kept) ?? [];
  const label = REPORT_REASONS.find((reason) => reason.value === value)?.label;
  if (label === undefined) return kept;
  return words === undefined ? label : `${label}: ${words}`;
}
