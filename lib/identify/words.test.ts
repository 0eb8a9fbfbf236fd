import { describe, expect, it } from 'vitest';

import { answerOf } from './testing';
import { enumerate, inPercent, inWord, summaryOf, verdictOf } from './words';

describe('a probability in words', () => {
  it('never claims to be certain', () => {
    expect(inPercent(1)).toBe('over 99\u00a0%');
    expect(inPercent(0.996)).toBe('over 99\u00a0%');
    expect(inPercent(0)).toBe('under 1\u00a0%');
    expect(inPercent(0.004)).toBe('under 1\u00a0%');
    expect(inPercent(0.724)).toBe('72\u00a0%');
    expect(inPercent(0.01)).toBe('1\u00a0%');
  });

  it('has stronger words the more probable it is', () => {
    const words = [0.95, 0.7, 0.4, 0.2, 0.05, 0.001].map(inWord);
    expect(words).toEqual([
      'almost certainly',
      'most likely',
      'quite possibly',
      'possibly',
      'less likely',
      'hardly',
    ]);
  });

  it('calls one artist the most likely at most', () => {
    // Two shares of one whole cannot both be above a half.
    expect(inWord(0.5)).not.toMatch(/most|certain/);
  });
});

describe('what an answer comes down to', () => {
  it('names the nearest artist', () => {
    const answer = answerOf({ 'claude-monet': 0.72, 'alfred-sisley': 0.2 });
    expect(verdictOf(answer)).toBe('nearest');
    const { title, text } = summaryOf(answer, 116);
    expect(title).toBe('Nearest to Claude Monet');
    expect(text).toBe(
      'Most likely, with 72\u00a0% probability. That it is by none of the 116 painters known here is unlikely (10\u00a0%).',
    );
  });

  it('says first of all when it is none of them', () => {
    const answer = answerOf({ 'claude-monet': 0.95 }, { noneOfThese: 0.5 });
    const { verdict, title, text } = summaryOf(answer, 116);
    expect(verdict).toBe('none');
    expect(title).not.toContain('Monet');
    expect(text).toContain('50\u00a0%');
    expect(text).toContain('none of the 116 painters');
  });

  it('tells a doubt before it becomes a verdict', () => {
    const answer = answerOf({ 'claude-monet': 0.9 }, { noneOfThese: 0.3 });
    expect(verdictOf(answer)).toBe('doubt');
    const { title, text } = summaryOf(answer, 116);
    expect(title).toBe('Nearest to Claude Monet');
    expect(text).toBe(
      'If it is by one of the 116 painters known here, it is by Claude Monet with 90\u00a0% probability. It may well be by none of them (30\u00a0%).',
    );
  });

  it('does not let one of two equals win', () => {
    const answer = answerOf({ 'claude-monet': 0.4, 'alfred-sisley': 0.35 });
    expect(summaryOf(answer, 116).title).toBe('Between Claude Monet and Alfred Sisley');
    const clear = answerOf({ 'claude-monet': 0.4, 'alfred-sisley': 0.1 });
    expect(summaryOf(clear, 116).title).toBe('Nearest to Claude Monet');
  });
});

it('enumerates as people do', () => {
  expect(enumerate([])).toBe('');
  expect(enumerate(['a'])).toBe('a');
  expect(enumerate(['a', 'b'])).toBe('a and b');
  expect(enumerate(['a', 'b', 'c'])).toBe('a, b and c');
});
