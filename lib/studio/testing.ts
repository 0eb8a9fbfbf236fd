/** A small model and points on it, for the tests of this room. */
import { encodePoint } from '@/lib/latent/codec';
import { createMix } from '@/lib/latent/mix';
import type { LatentPoint } from '@/lib/latent/point';
import type { GeneratorEntry } from '@/models/card';
import { factsOf } from '@/models/facts';

import type { Host, Instrument, ToKeep } from './actions/action';
import { pointOfText } from './links';
import { createOrigins } from './origins';
import { createScene } from './scene';
import { createMemoryStorage } from './storage';
import { createStrip } from './strip';
import { createStudio } from './studio';

export const testModel: GeneratorEntry = {
  id: 'test-8',
  kind: 'generator',
  title: 'Test pictures',
  version: 1,
  parameters: 1,
  resolution: 8,
  latentDim: 8,
  bytes: 1,
  classes: [
    { id: 'van-gogh', name: 'Vincent van Gogh', kind: 'artist', count: 10 },
    { id: 'monet', name: 'Claude Monet', kind: 'artist', count: 10 },
    { id: 'turner', name: 'William Turner', kind: 'artist', count: 10 },
    { id: 'corot', name: 'Camille Corot', kind: 'artist', count: 10 },
    { id: 'sisley', name: 'Alfred Sisley', kind: 'artist', count: 10 },
  ],
};
export const testFacts = factsOf(testModel);
export const testCatalogue = [testFacts];

/** A seeded point with the artists' weights. */
export function testPoint(
  seed: number,
  weights: Record<string, number> = { monet: 1 },
): LatentPoint {
  const entries = Object.entries(weights).map(([classId, weight]) => ({ classId, weight }));
  return { model: testModel.id, source: { kind: 'seed', seed }, mix: createMix(entries), psi: 0.8 };
}

/** A studio at point 1 with point 2 at the other end; time passes by one millisecond a call. */
export function testStudio(opening = testPoint(1)) {
  let time = 1000;
  return createStudio({
    models: [testModel],
    opening: createScene(opening, testPoint(2)),
    now: () => time++,
  });
}

/** What a test host was asked to do. */
export interface HostRecord {
  copied: string;
  readonly saved: { name: string; bytes: Uint8Array<ArrayBuffer> }[];
  readonly notices: string[];
  readonly toKeep: ToKeep[];
  /** The path that it was told to go to last. */
  path: string;
  clipboard: string;
  file: File | undefined;
}

/** Everything actions work on, without a browser. */
export function testInstrument(): Instrument & { readonly record: HostRecord } {
  const record: HostRecord = {
    copied: '',
    saved: [],
    notices: [],
    toKeep: [],
    path: '',
    clipboard: '',
    file: undefined,
  };
  const picture = async () => ({ width: 8, height: 8, data: new Uint8ClampedArray(256).fill(255) });
  const host: Host = {
    copyLink: async (path) => {
      record.copied = path;
    },
    readText: async () => record.clipboard,
    pointOfLink: async (text, catalogue) => pointOfText(text, catalogue),
    saveFile: (name, bytes) => record.saved.push({ name, bytes }),
    chooseFile: async () => record.file,
    notify: (title) => record.notices.push(title),
    openHelp: () => undefined,
    focusPanel: () => undefined,
    picture,
    pictureNow: picture,
    saveSingleKeys: () => undefined,
    go: (path) => {
      record.path = path;
    },
    copyShortLink: async (code) => {
      record.copied = `short ${code}`;
    },
    keepOnline: (work) => record.toKeep.push(work),
    origins: createOrigins({
      storage: undefined,
      keyOf: (point) => encodePoint(point, testCatalogue),
    }),
  };
  return {
    studio: testStudio(),
    strip: createStrip({
      storage: Promise.resolve(createMemoryStorage()),
      catalogue: testCatalogue,
    }),
    host,
    catalogue: testCatalogue,
    record,
  };
}
