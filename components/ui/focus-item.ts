/** Where items stand, as far as it matters here. */
export interface ItemList {
  querySelectorAll(selectors: string): ArrayLike<unknown>;
}

/**
 * For a list out of which the focused item was taken: brings the focus to what stands in its
 * place once the list is shown anew, to the last item if there is nothing, and to `otherwise`
 * if no item is left.
 */
export function focusItem(
  list: ItemList | null | undefined,
  items: string,
  index: number,
  otherwise: () => HTMLElement | null | undefined,
): void {
  requestAnimationFrame(() => {
    const left = Array.from(list?.querySelectorAll(items) ?? []) as HTMLElement[];
    const next = left[Math.min(index, left.length - 1)] ?? otherwise();
    next?.focus();
  });
}
