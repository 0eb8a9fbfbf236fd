import { describe, expect, it } from 'vitest';

import { actions } from './actions';
import {
  actionFor,
  belongsToTarget,
  isSingleKey,
  matchesShortcut,
  type KeyPress,
} from './shortcuts';
import { testStudio } from './testing';

const press = (key: string, more: Partial<KeyPress> = {}): KeyPress => ({
  key,
  code: /^[a-z]$/i.test(key) ? `Key${key.toUpperCase()}` : '',
  ctrlKey: false,
  metaKey: false,
  altKey: false,
  shiftKey: false,
  ...more,
});
const state = () => testStudio().store.getState();

describe('shortcuts', () => {
  it('know letters, with and without Shift', () => {
    expect(matchesShortcut(press('r'), 'R')).toBe(true);
    expect(matchesShortcut(press('R', { shiftKey: true }), 'R')).toBe(false);
    expect(matchesShortcut(press('R', { shiftKey: true }), 'Shift+R')).toBe(true);
    expect(matchesShortcut(press('r', { ctrlKey: true }), 'R')).toBe(false);
  });

  it('take Ctrl and Cmd for Mod', () => {
    expect(matchesShortcut(press('z', { ctrlKey: true }), 'Mod+Z')).toBe(true);
    expect(matchesShortcut(press('z', { metaKey: true }), 'Mod+Z')).toBe(true);
    expect(matchesShortcut(press('Z', { metaKey: true, shiftKey: true }), 'Mod+Z')).toBe(false);
    expect(matchesShortcut(press('Z', { metaKey: true, shiftKey: true }), 'Mod+Shift+Z')).toBe(
      true,
    );
  });

  it('know signs wherever the keyboard has them', () => {
    expect(matchesShortcut(press('?', { shiftKey: true }), '?')).toBe(true);
    expect(matchesShortcut(press('+'), '+')).toBe(true);
    expect(matchesShortcut(press('+', { shiftKey: true }), '+')).toBe(true);
  });

  it('know digits by their place, because Shift turns them into signs', () => {
    expect(matchesShortcut(press('3', { code: 'Digit3' }), '3')).toBe(true);
    expect(matchesShortcut(press('§', { code: 'Digit3', shiftKey: true }), 'Shift+3')).toBe(true);
    expect(matchesShortcut(press('3', { code: 'Numpad3' }), '3')).toBe(true);
    expect(matchesShortcut(press('å', { code: 'KeyA', altKey: true }), 'Alt+A')).toBe(true);
  });

  it('leave typing, arrows and presses to the control that has the focus', () => {
    const within = (found: string) => ({ closest: (list: string) => list.includes(found) });
    expect(belongsToTarget(press('r'), within('input'))).toBe(true);
    expect(belongsToTarget(press('ArrowLeft'), within('[role="slider"]'))).toBe(true);
    expect(belongsToTarget(press(' '), within('button'))).toBe(true);
    expect(belongsToTarget(press('r'), within('button'))).toBe(false);
    expect(belongsToTarget(press('r'), null)).toBe(false);
    // A choice of a few takes letters, and leaves what is pressed with Ctrl or Alt.
    const choice = within('[role="combobox"]');
    expect(belongsToTarget(press('r'), choice)).toBe(true);
    expect(belongsToTarget(press('z', { ctrlKey: true }), choice)).toBe(false);
  });

  it('can be limited to those with Ctrl, Cmd or Alt', () => {
    const studio = testStudio();
    expect(actionFor(press('r'), actions, studio.store.getState())?.id).toBe('roll-dice');
    studio.set({ singleKeys: false });
    expect(actionFor(press('r'), actions, studio.store.getState())).toBeUndefined();
    const open = press('k', { ctrlKey: true });
    expect(actionFor(open, actions, studio.store.getState())?.id).toBe('open-palette');
    expect(isSingleKey('Shift+R')).toBe(true);
  });

  it('do nothing for what cannot be done now', () => {
    expect(actionFor(press('z', { ctrlKey: true }), actions, state())).toBeUndefined();
  });
});

describe('the list of actions', () => {
  it('has one id, one label and at most one owner per shortcut', () => {
    const ids = actions.map((action) => action.id);
    expect(new Set(ids).size).toBe(ids.length);
    expect(new Set(actions.map((action) => action.label)).size).toBe(actions.length);
    const taken = new Map<string, string[]>();
    for (const { id, shortcuts = [] } of actions) {
      for (const key of shortcuts) taken.set(key, [...(taken.get(key) ?? []), id]);
    }
    taken.delete('Space'); // play and pause: one of the two is available at a time
    expect([...taken].filter(([, owners]) => owners.length > 1)).toEqual([]);
  });

  it('gives play and pause one key, of which one always applies', () => {
    const studio = testStudio();
    expect(actionFor(press(' '), actions, studio.store.getState())?.id).toBe('breathe');
    studio.set({ breathing: true });
    expect(actionFor(press(' '), actions, studio.store.getState())?.id).toBe('rest');
  });
});
