import { describe, expect, it } from 'vitest';
import { z } from 'zod';

import { collectSetting, flagNames, parseOptions, withSettings } from './settings';

const schema = z.object({
  blendShare: z.number().min(0).max(1),
  fakeBatchSize: z.number().optional(),
  loss: z.enum(['bce', 'hinge']),
  generator: z.object({
    options: z.record(z.string(), z.unknown()),
    adam: z.object({ learningRate: z.number().positive() }),
  }),
});
const preset: z.output<typeof schema> = {
  blendShare: 0.25,
  loss: 'hinge',
  generator: { options: { latentDim: 8 }, adam: { learningRate: 1e-4 } },
};
const set = (...texts: string[]) =>
  withSettings(
    schema,
    preset,
    texts.reduce((before, text) => collectSetting(text, before), collectSetting('loss=hinge')),
  );

describe('settings', () => {
  it('reach every depth and leave the preset as it was', () => {
    const changed = set('generator.adam.learningRate=2e-4', 'loss=bce', 'blendShare=0.5');
    expect(changed).toEqual({
      blendShare: 0.5,
      loss: 'bce',
      generator: { options: { latentDim: 8 }, adam: { learningRate: 2e-4 } },
    });
    expect(preset.generator.adam.learningRate).toBe(1e-4);
  });

  it('may be of options that a preset leaves out', () => {
    expect(set('fakeBatchSize=4').fakeBatchSize).toBe(4);
  });

  it('may be lists, and new options of an architecture', () => {
    const changed = set('generator.options.channels=[8,4]', 'generator.options.latentDim=16');
    expect(changed.generator.options).toEqual({ channels: [8, 4], latentDim: 16 });
  });

  it.each([
    ['blendshare=0.5', /no such option\. There are blendShare/],
    ['generator.adam.rate=1', /in generator\.adam\. There are learningRate/],
    ['loss.name=bce', /no such option/],
    ['__proto__.polluted=1', /no such option/],
    ['blendShare=2', /--set blendShare: /],
    ['generator.adam.learningRate=fast', /--set generator\.adam\.learningRate: /],
  ])('say what is wrong with %s', (text, message) => {
    expect(() => set(text)).toThrow(message);
  });

  it('are called by the flags that they were given with, others by their places', () => {
    const nameOf = flagNames({ blendShare: 2, learningRate: -1, loss: undefined });
    const named = (options: object) => () =>
      parseOptions(schema, { ...preset, ...options }, nameOf);
    expect(named({ blendShare: 2 })).toThrow(/^--blend-share: /);
    const generator = { options: {}, adam: { learningRate: -1 } };
    expect(named({ generator })).toThrow(/^--learning-rate: /);
    expect(named({ loss: 'none' })).toThrow(/^loss: /);
    expect(named({})()).toEqual(preset);
  });

  it.each(['blendShare', '=1', 'a..b=1', ''])('need a name and a value: "%s"', (text) => {
    expect(() => collectSetting(text)).toThrow(/--set/);
  });
});
