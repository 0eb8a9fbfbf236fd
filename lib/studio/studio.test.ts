import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';

import { chooseModel, moveBetween, rollDice, setVariety, setWeightOf, showPoint } from './edits';
import { currentNode, treeOf } from './history';
import { createScene } from './scene';
import { createStudio, OPENING_ID } from './studio';
import { testModel, testPoint, testStudio } from './testing';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

const steps = (studio: ReturnType<typeof testStudio>) =>
  studio.store.getState().history.nodes.size - 1;

describe('studio', () => {
  it('makes one step of one drag', () => {
    const studio = testStudio();
    for (const t of [0.1, 0.2, 0.5]) moveBetween(studio, t);
    expect(steps(studio)).toBe(0);
    studio.settle();
    expect(steps(studio)).toBe(1);
    expect(currentNode(studio.store.getState().history).label).toBe('50 % of the way from A to B');
  });

  it('makes no step of a drag that ends where it began', () => {
    const studio = testStudio();
    moveBetween(studio, 0.4);
    moveBetween(studio, 0);
    studio.settle();
    expect(steps(studio)).toBe(0);
  });

  it('goes to another model in one step, and back', () => {
    const classic = { ...testModel, id: 'classic-8', title: 'The classic' };
    const studio = createStudio({
      models: [testModel, classic],
      opening: createScene(testPoint(1), testPoint(2)),
    });
    const scene = () => studio.store.getState().scene;
    const before = scene();
    chooseModel(studio, 'test-8');
    expect(steps(studio)).toBe(0);
    chooseModel(studio, 'classic-8');
    expect(scene().point).toEqual({ ...testPoint(1), model: 'classic-8' });
    expect(currentNode(studio.store.getState().history).label).toBe('Drawn by “The classic”');
    studio.undo();
    expect(scene()).toEqual(before);
    expect(() => chooseModel(studio, 'gone')).toThrow(/not served here/);
  });

  it('ends a drag when another begins', () => {
    const studio = testStudio();
    moveBetween(studio, 0.4);
    setVariety(studio, 0.5);
    studio.settle();
    expect(steps(studio)).toBe(2);
  });

  it('gathers repeated keys until they pause', () => {
    const studio = testStudio();
    setVariety(studio, 0.7);
    studio.settleSoon();
    vi.advanceTimersByTime(300);
    setVariety(studio, 0.6);
    studio.settleSoon();
    vi.advanceTimersByTime(300);
    expect(steps(studio)).toBe(0);
    vi.advanceTimersByTime(1000);
    expect(steps(studio)).toBe(1);
  });

  it('gathers repeated keys in the field of a weight', () => {
    const studio = testStudio(testPoint(1, { 'van-gogh': 0.7, monet: 0.3 }));
    for (const weight of [0.69, 0.68, 0.67]) {
      setWeightOf(studio, 'van-gogh', weight);
      studio.settleSoon();
    }
    setWeightOf(studio, 'monet', 0.5);
    studio.settleSoon();
    expect(steps(studio)).toBe(1);
    vi.advanceTimersByTime(1000);
    expect(steps(studio)).toBe(2);
  });

  it('never ends a drag for want of movement', () => {
    const studio = testStudio();
    setVariety(studio, 0.7);
    studio.settleSoon();
    setVariety(studio, 0.6);
    vi.advanceTimersByTime(60_000);
    expect(steps(studio)).toBe(0);
  });

  it('undoes a drag that has not ended yet', () => {
    const studio = testStudio();
    const opening = studio.store.getState().scene;
    moveBetween(studio, 0.4);
    studio.undo();
    expect(studio.store.getState().scene).toEqual(opening);
    studio.redo();
    expect(studio.store.getState().scene.between.position).toBe(0.4);
  });

  it('branches where one goes back and turns off', () => {
    const studio = testStudio();
    showPoint(studio, testPoint(11), 'one');
    studio.undo();
    showPoint(studio, testPoint(12), 'two');
    const { history } = studio.store.getState();
    const root = currentNode(history).parent!;
    expect(treeOf(history, root).map((node) => node.label)).toEqual([
      'Opening picture',
      'one',
      'two',
    ]);
  });

  it('leaves an untouched opening picture out of what is kept', () => {
    const studio = testStudio();
    expect(studio.store.getState().history.current).toBe(OPENING_ID);
    rollDice(studio);
    expect(studio.store.getState().history.nodes.has(OPENING_ID)).toBe(false);
    expect(studio.store.getState().history.nodes.size).toBe(2);
  });

  it('says what changed', () => {
    const studio = testStudio(testPoint(1, { 'van-gogh': 0.7, monet: 0.3 }));
    setVariety(studio, 0.5);
    studio.settle();
    expect(studio.store.getState().said).toBe(
      'Variety 0.50. 70 % Vincent van Gogh, 30 % Claude Monet',
    );
  });

  it('says the same again so that it is heard again', () => {
    const studio = testStudio();
    const said = () => studio.store.getState().said;
    const heard: string[] = [];
    for (let time = 0; time < 3; time++) {
      studio.say('Already kept');
      expect(said().trim()).toBe('Already kept');
      heard.push(said());
    }
    expect(heard[1]).not.toBe(heard[0]);
    expect(heard[2]).not.toBe(heard[1]);
  });

  it('refuses a point of a model that is not here, and stays as it is', () => {
    const studio = testStudio();
    const before = studio.store.getState().scene;
    expect(() => showPoint(studio, { ...testPoint(1), model: 'gone' }, 'x')).toThrow(/gone/);
    expect(studio.store.getState().scene).toBe(before);
  });
});
