/** From a key press to an action. */
import type { Action } from './actions/action';
import type { StudioState } from './studio';

/** What counts of a keyboard event. */
export interface KeyPress {
  readonly key: string;
  readonly code: string;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  readonly altKey: boolean;
  readonly shiftKey: boolean;
}

/** Whether a press means a shortcut such as `Mod+Shift+Z`, `R`, `?` or `Shift+3`. */
export function matchesShortcut(press: KeyPress, shortcut: string): boolean {
  const parts = shortcut.split(/\+(?!$)/);
  const key = parts.pop()!;
  const wants = (name: string) => parts.includes(name);
  if (wants('Mod') !== (press.ctrlKey || press.metaKey)) return false;
  if (wants('Alt') !== press.altKey) return false;
  // Signs such as ? and + need Shift on some keyboards and none on others.
  const isSign = /^[^A-Za-z0-9]$/.test(key);
  if (!isSign && wants('Shift') !== press.shiftKey) return false;
  if (/^\d$/.test(key)) return press.code === `Digit${key}` || press.code === `Numpad${key}`;
  if (key === 'Space') return press.key === ' ';
  // With Alt, some keyboards type other letters: the place of the key decides.
  if (press.altKey && /^[A-Z]$/.test(key)) return press.code === `Key${key}`;
  return press.key.length === 1 ? press.key.toUpperCase() === key.toUpperCase() : press.key === key;
}

/** Whether a shortcut is a single character key, which can be turned off. */
export function isSingleKey(shortcut: string): boolean {
  return !/^(Mod|Alt)\+/.test(shortcut);
}

/** The action that a press calls for, if it can be done now. */
export function actionFor(
  press: KeyPress,
  actions: readonly Action[],
  state: StudioState,
): Action | undefined {
  return actions.find(
    (action) =>
      (action.available?.(state) ?? true) &&
      action.shortcuts?.some(
        (shortcut) =>
          (state.singleKeys || !isSingleKey(shortcut)) && matchesShortcut(press, shortcut),
      ),
  );
}

/** The part of an element that decides whether its own keys come first. */
export interface KeyTarget {
  closest(selectors: string): unknown;
}

const TYPING = 'input, textarea, select, [contenteditable="true"], [role="dialog"], [role="menu"]';
/** Where a letter goes to the choice that begins with it. */
const TYPEAHEAD = '[role="combobox"], [role="listbox"]';
const ARROWS =
  '[role="slider"], [role="tablist"], [role="listbox"], [role="tree"], [role="toolbar"], [role="grid"]';
const PRESSABLE = 'button, a, summary, [role="button"], [role="slider"], [role="treeitem"]';

/** Whether the focused element needs this press for itself. */
export function belongsToTarget(press: KeyPress, target: KeyTarget | null): boolean {
  if (!target) return false;
  if (target.closest(TYPING)) return true;
  const isLetter = press.key.length === 1 && !press.ctrlKey && !press.metaKey && !press.altKey;
  if (isLetter && target.closest(TYPEAHEAD)) return true;
  if (/^(Arrow|Home|End|Page)/.test(press.key) && !press.altKey) {
    return Boolean(target.closest(ARROWS));
  }
  if (press.key === ' ' || press.key === 'Enter') return Boolean(target.closest(PRESSABLE));
  return false;
}
