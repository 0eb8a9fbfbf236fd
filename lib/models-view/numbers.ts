/** Numbers as people read them. A number and its unit stay on one line. */

const SPACE = '\u00a0';
const WHOLE = new Intl.NumberFormat('en');

/** "3,804" */
export const whole = (n: number): string => WHOLE.format(Math.round(n));

/** Three digits and a unit: "1.15 M", "407 M", "48 k", "912". */
export function short(n: number): string {
  const units: readonly (readonly [number, string])[] = [
    [1e9, 'G'],
    [1e6, 'M'],
    [1e3, 'k'],
  ];
  const [size, unit] = units.find(([from]) => Math.abs(n) >= from * 0.9995) ?? [1, ''];
  const text = String(Number((n / size).toPrecision(3)));
  return unit === '' ? text : `${text}${SPACE}${unit}`;
}

/** "2.3 MB" */
export function bytes(n: number): string {
  return n >= 1e6 ? `${(n / 1e6).toFixed(1)}${SPACE}MB` : `${Math.round(n / 1e3)}${SPACE}kB`;
}

/** "2 h 48 min", "12 min"; less than a minute is "under a minute". */
export function duration(seconds: number): string {
  const minutes = Math.round(seconds / 60);
  if (minutes < 1) return 'under a minute';
  const hours = Math.floor(minutes / 60);
  const rest = `${minutes % 60}${SPACE}min`;
  return hours > 0 ? `${hours}${SPACE}h ${rest}` : rest;
}

/** A share: "37.8 %", and "0.65 %" where one digit would not tell. */
export function percent(share: number): string {
  const hundredths = share * 100;
  const digits = Math.abs(hundredths) < 1 && hundredths !== 0 ? 2 : 1;
  return `${Number(hundredths.toFixed(digits))}${SPACE}%`;
}

/** Any value, in three digits: "182", "0.248", "−0.00007". */
export function value(n: number): string {
  if (n !== 0 && Math.abs(n) < 1e-4) return `about${SPACE}0`;
  const rounded = Math.abs(n) >= 1000 ? Math.round(n) : Number(n.toPrecision(3));
  return rounded.toLocaleString('en', { maximumFractionDigits: 6 }).replace('-', '−');
}

/** "64 × 64 × 32", "148" */
export const shape = (sides: readonly number[]): string => sides.join(`${SPACE}×${SPACE}`);

/** "a", "a and b", "a, b and c" */
export function list(items: readonly string[]): string {
  return items.length < 2 ? items.join() : `${items.slice(0, -1).join(', ')} and ${items.at(-1)!}`;
}
