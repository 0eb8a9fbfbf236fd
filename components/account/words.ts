import type { Kept } from './device-works';

/** "1 picture", "12 pictures". */
export function countOf(count: number, noun: string): string {
  return `${count.toLocaleString('en')} ${noun}${count === 1 ? '' : 's'}`;
}

/** How keeping a device's works ended. */
export function resultInWords({ kept, problems }: Kept): string {
  const done = `${countOf(kept, 'picture')} of this device ${kept === 1 ? 'is' : 'are'} in your account, for your eyes only.`;
  if (problems.length === 0) return done;
  const [first = ''] = problems;
  return `${done} ${countOf(problems.length, 'picture')} could not come along and ${problems.length === 1 ? 'stays' : 'stay'} on this device: ${first}`;
}
