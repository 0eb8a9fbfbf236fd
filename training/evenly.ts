/** At most `limit` items, evenly from all over the list. */
export function evenly<T>(items: readonly T[], limit = Infinity): readonly T[] {
  if (items.length <= limit) return items;
  return Array.from({ length: limit }, (_, i) => items[Math.floor((i * items.length) / limit)]!);
}
