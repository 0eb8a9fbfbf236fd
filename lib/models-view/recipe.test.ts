import { expect, it } from 'vitest';

import { recipeFor } from './recipe';
import { classifier, generator, ids, shownOf, stylizer } from './testing';

it('gives the commands of the kind', () => {
  expect(recipeFor(generator.card)[0]!.line).toContain('train gan --data');
  expect(recipeFor(classifier.card)[2]!.line).toContain('evaluate classifier');
  const lines = recipeFor(stylizer.card).map(({ line }) => line);
  expect(lines.map((line) => /-- (\w+(?: stylizer)?)/.exec(line)![1])).toEqual([
    'train stylizer',
    'train stylizer',
    'export',
    'evaluate stylizer',
  ]);
  expect(lines[1]).toContain('--preset finish --init-from runs/001-stylizer-start');
  for (const line of [lines[0]!, lines[1]!, lines[3]!]) {
    expect(line).toMatch(/--contents \S+ --styles \S+ --features path\/to\/\w/);
  }
});

/** What other generators than those of landscapes learn from. */
const SELECTED: Readonly<Record<string, string>> = {
  'portraits-128': '--genre portrait --min-count 40',
  'paintings-128': '--min-count 60',
};

it('names everything that a training like a shipped one’s cannot begin without', () => {
  const projected = ids.map(shownOf).filter(({ card }) => {
    const { discriminator } = card.training.options as { discriminator?: { architecture: string } };
    return discriminator?.architecture === 'projected';
  });
  expect(projected.length).toBeGreaterThan(0);
  for (const { card } of projected) {
    const { line } = recipeFor(card)[0]!;
    expect(line, card.id).toMatch(/--features path\/to\/\w/);
    const selected = SELECTED[card.id] ?? '--genre landscape,cityscape --min-count 33';
    expect(line, card.id).toContain(`--preset ${card.id} ${selected}`);
  }
  const two = { ...generator.card.training.options, features: ['a', 'b'] };
  const training = { ...generator.card.training, options: two };
  expect(recipeFor({ ...generator.card, training })[0]!.line).toMatch(
    /--features path\/to\/a,path\/to\/b$/,
  );
});
