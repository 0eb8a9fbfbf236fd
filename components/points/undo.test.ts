import { expect, it } from 'vitest';

import { createUndo } from './undo';

function counter() {
  let value = 0;
  const undo = createUndo<number>({ get: () => value, set: (next) => (value = next) });
  return { undo, value: () => value };
}

it('takes changes back and does them again', () => {
  const { undo, value } = counter();
  undo.edit('Five.', () => 5);
  undo.edit('Six.', (now) => now + 1);
  expect(undo.notes.getState()).toEqual({ said: 'Six.', canUndo: true, canRedo: false });
  undo.undo();
  expect(value()).toBe(5);
  undo.undo();
  expect(value()).toBe(0);
  undo.undo();
  undo.redo();
  expect(value()).toBe(5);
  expect(undo.notes.getState()).toMatchObject({ canUndo: true, canRedo: true });
  undo.edit('Nine.', () => 9);
  undo.redo();
  expect(value()).toBe(9);
});

it('takes one gesture back as a whole', () => {
  const { undo, value } = counter();
  for (const next of [1, 2, 3]) undo.edit('Dragged.', () => next, 'drag');
  undo.edit('Other.', () => 4, 'other');
  undo.undo();
  expect(value()).toBe(3);
  undo.undo();
  expect(value()).toBe(0);
});

it('takes no notice of changes that change nothing', () => {
  const { undo } = counter();
  undo.edit('Nothing.', (now) => now);
  expect(undo.notes.getState()).toEqual({ said: '', canUndo: false, canRedo: false });
});

it('says what was undone, and says the same twice so that both are heard', () => {
  const { undo } = counter();
  const said: string[] = [];
  undo.notes.subscribe((notes, before) => {
    if (notes.said !== before.said) said.push(notes.said);
  });
  undo.edit('Swapped.', () => 1);
  undo.edit('Swapped.', () => 2);
  undo.edit('Dragged to 3.', () => 3, 'drag');
  undo.edit('Dragged to 4.', () => 4, 'drag');
  for (let step = 0; step < 3; step++) undo.undo();
  undo.redo();
  undo.say('Redone: Swapped.');
  undo.edit('', () => 5);
  undo.undo();
  expect(said).toEqual([
    'Swapped.',
    'Swapped.\u00a0',
    'Dragged to 3.',
    'Dragged to 4.',
    'Undone: Dragged to 4.',
    'Undone: Swapped.',
    'Undone: Swapped.\u00a0',
    'Redone: Swapped.',
    'Redone: Swapped.\u00a0',
    '',
    'Undone.',
  ]);
});
