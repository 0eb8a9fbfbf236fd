import type { Kept } from './device-works';

/** "1 picture", "12 pictures". */
export function countOf(count: number, noun: string): string {
  return `${count.toLocaleString('en')} ${noun}${count === 1 ? '' : 's'}`;
}

/** How keeping a device's works ended. */
export function resultInWords({ kept, problems }: Kept): string {
  const done =
    kept === 0
      ? ''
      : `${countOf(kept, 'picture')} of this device ${kept === 1 ? 'is' : 'are'} in your account, for your eyes only.`;
  const [first] = problems;
  if (first === undefined) return done;
  const left = `${countOf(problems.length, 'picture')} could not come along and ${problems.length === 1 ? 'stays' : 'stay'} on this device. What the server said: ${first}`;
  return `${done} ${left}`.trim();
}

/** How much of what is on a device its owner's account has; `missing` undefined: nobody knows. */
export function missingInWords(missing: number | undefined, all: number): string {
  if (missing === undefined) {
    return 'Whether your account has what is kept on this device could not be asked. Reload the page to try again.';
  }
  if (all === 0) {
    return 'Nothing is kept on this device. What you keep in the Studio shows up here.';
  }
  if (missing === 0) {
    return `${all === 1 ? 'The picture' : `All ${countOf(all, 'picture')}`} of this device ${all === 1 ? 'is' : 'are'} in your account.`;
  }
  const some = missing === all ? '' : ` of ${all.toLocaleString('en')}`;
  return `${countOf(missing, 'picture')}${some} on this device ${missing === 1 ? 'is' : 'are'} not in your account.`;
}
