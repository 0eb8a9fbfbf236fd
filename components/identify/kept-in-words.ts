export interface Kept {
  /** False where this browser keeps nothing beyond the tab. */
  readonly persistent: boolean;
  /** Whether results are kept on this device. */
  readonly keeping: boolean;
  /** Pictures with an answer. */
  readonly count: number;
  /** Those of them that the device did not take. */
  readonly unkept: number;
}

/** What becomes of the pictures, and where they are, in a sentence or two. */
export function keptInWords({ persistent, keeping, count, unkept }: Kept): string {
  if (!persistent) return 'This browser keeps nothing after the tab is closed.';
  if (count === 0) return 'Pictures stay on this device. Nothing is uploaded.';
  if (!keeping) {
    return 'Nothing is kept: what stands here is gone when the tab is closed. Nothing was uploaded.';
  }
  const kept = count - unkept;
  return [
    unkept > 0 && `${pictures(unkept)} could not be kept: this device may be full.`,
    kept > 0 &&
      `${pictures(kept)} and what was said about ${kept === 1 ? 'it' : 'them'} are kept on this device only, reduced in size.`,
    'Nothing was uploaded.',
  ]
    .filter(Boolean)
    .join(' ');
}

const pictures = (count: number) => (count === 1 ? 'One picture' : `${count} pictures`);
