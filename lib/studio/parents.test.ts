import { describe, expect, it } from 'vitest';

import { encodePoint } from '@/lib/latent/codec';

import { adoptChild, chooseEnd, moveBetween, rollDice, setVariety, showPoint } from './edits';
import { createOrigins } from './origins';
import { parentsOfPicture, parentsOfPoints } from './parents';
import { testCatalogue, testPoint, testStudio } from './testing';

const memory = () => {
  const map = new Map<string, string>();
  return {
    getItem: (key: string) => map.get(key) ?? null,
    setItem: (key: string, text: string) => void map.set(key, text),
  };
};
const originsOn = (storage = memory()) =>
  createOrigins({ storage, keyOf: (point) => encodePoint(point, testCatalogue) });

/** A studio that opened at the work "opened", and at B the work "other". */
function fromWork() {
  const studio = testStudio(testPoint(1));
  const origins = originsOn();
  origins.remember(testPoint(1), ['opened']);
  const parents = () => {
    studio.settle();
    return parentsOfPicture(studio.store.getState().history, origins);
  };
  return { studio, origins, parents };
}

describe('what a picture grew from', () => {
  it('is the work itself, and the work behind any number of steps', () => {
    const { studio, parents } = fromWork();
    expect(parents()).toEqual(['opened']);
    adoptChild(studio, 3);
    setVariety(studio, 0.4);
    expect(parents()).toEqual(['opened']);
  });

  it('is nothing for a picture that began by itself', () => {
    const { studio, parents } = fromWork();
    rollDice(studio);
    expect(parents()).toEqual([]);
    adoptChild(studio, 0);
    expect(parents()).toEqual([]);
    studio.undo();
    studio.undo();
    expect(parents()).toEqual(['opened']);
  });

  it('is both works of a blend, A before B, also after more was changed', () => {
    const { studio, origins, parents } = fromWork();
    chooseEnd(studio, 'b', testPoint(9), 'B');
    origins.remember(testPoint(9), ['other']);
    moveBetween(studio, 0.5);
    expect(parents()).toEqual(['opened', 'other']);
    setVariety(studio, 0.3);
    expect(parents()).toEqual(['opened', 'other']);
    moveBetween(studio, 1);
    expect(parents()).toEqual(['other']);
  });

  it('is found for an end, or a kept picture, that was made here earlier', () => {
    const { studio, parents } = fromWork();
    adoptChild(studio, 2);
    const child = studio.store.getState().scene.point;
    rollDice(studio);
    showPoint(studio, child, 'Took a kept picture');
    expect(parents()).toEqual(['opened']);
  });

  it('of several pictures is all of their works, each once', () => {
    const origins = originsOn();
    origins.remember(testPoint(1), ['a']);
    origins.remember(testPoint(2), ['b', 'a']);
    const points = [testPoint(2), testPoint(3), testPoint(1)];
    expect(parentsOfPoints(points, origins)).toEqual(['b', 'a']);
  });
});

describe('origins', () => {
  it('are shared by all tabs, and forgotten with the work', () => {
    const storage = memory();
    originsOn(storage).remember(testPoint(1), ['a', 'b']);
    expect(originsOn(storage).of(testPoint(1))).toEqual(['a', 'b']);
    originsOn(storage).forget('a');
    expect(originsOn(storage).of(testPoint(1))).toEqual(['b']);
    originsOn(storage).forget('b');
    expect(originsOn(storage).of(testPoint(1))).toEqual([]);
  });

  it('survive a memory that is broken, full or forbidden', () => {
    const storage = memory();
    for (const text of ['{', '[1]', '[["a",[1]]]', 'null']) {
      storage.setItem('sfumato.origins', text);
      expect(originsOn(storage).of(testPoint(1))).toEqual([]);
    }
    const full = {
      getItem: () => null,
      setItem: () => {
        throw new Error('QuotaExceededError');
      },
    };
    for (const none of [full, undefined]) {
      const origins = createOrigins({
        storage: none,
        keyOf: (point) => encodePoint(point, testCatalogue),
      });
      origins.remember(testPoint(1), ['a']);
      expect(origins.of(testPoint(1))).toEqual(['a']);
    }
  });

  it('are bounded, the oldest give way', () => {
    const origins = originsOn();
    for (let seed = 0; seed < 310; seed++) origins.remember(testPoint(seed), [`w${seed}`]);
    expect(origins.of(testPoint(0))).toEqual([]);
    expect(origins.of(testPoint(309))).toEqual(['w309']);
  });
});
