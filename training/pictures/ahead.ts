/** How an item's work ended. */
export type Settled<T, R> = { readonly item: T } & (
  { readonly ok: true; readonly value: R } | { readonly ok: false; readonly error: unknown }
);

/**
 * Does the work for every item and hands over the results in order. At most `count`
 * items are worked on or wait to be taken: what a result holds in memory does not
 * pile up, however many items there are. Stops where its reader stops.
 */
export async function* ahead<T, R>(
  items: Iterable<T>,
  count: number,
  work: (item: T) => Promise<R>,
): AsyncGenerator<Settled<T, R>, void> {
  const begun: Promise<Settled<T, R>>[] = [];
  const settle = (item: T) =>
    work(item).then(
      (value) => ({ item, ok: true, value }) as const,
      (error: unknown) => ({ item, ok: false, error }) as const,
    );
  for (const item of items) {
    begun.push(settle(item));
    if (begun.length >= count) yield await begun.shift()!;
  }
  while (begun.length > 0) yield await begun.shift()!;
}
