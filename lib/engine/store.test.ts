import { beforeAll, describe, expect, it } from 'vitest';

import { createFakeClock } from '@/tests/engine/fakes';
import { createClassifierFixture, type ClassifierFixture } from '@/tests/engine/classifier-fixture';
import { createFixture, type Fixture } from '@/tests/engine/fixture';

import { CACHE_NAME, createStore } from './store';

const BASE = 'https://sfumato.test/models/';
const CARD = `${BASE}fixture/card.json`;

let fixture: Fixture;
let judge: ClassifierFixture;
let weightsAddress: string;
beforeAll(async () => {
  judge = await createClassifierFixture();
  fixture = await createFixture();
  weightsAddress = `${BASE}fixture/${fixture.card.weights.file}`;
});

const signal = new AbortController().signal;
const ignore = () => undefined;

/** A server that can be taken off the net and made to answer badly. */
function createServer() {
  const asked: string[] = [];
  const answers = new Map<string, (init?: RequestInit) => Response>([
    [CARD, () => Response.json(fixture.card)],
    [weightsAddress, () => new Response(fixture.bytes)],
    [`${BASE}judge/card.json`, () => Response.json(judge.card)],
    [`${BASE}judge/${judge.card.weights.file}`, () => new Response(judge.bytes)],
  ]);
  for (const { name, content } of judge.works.files) {
    answers.set(`${BASE}judge/${name}`, () => new Response(content));
  }
  const server = {
    asked,
    answers,
    online: true,
    fetch: (async (input: string, init?: RequestInit) => {
      asked.push(`${init?.cache} ${input.slice(BASE.length)}`);
      if (!server.online) throw new TypeError('Failed to fetch');
      return answers.get(input)?.(init) ?? new Response(null, { status: 404 });
    }) as typeof fetch,
  };
  return server;
}

/** The Cache API in memory. */
function createCaches() {
  const entries = new Map<string, Response>();
  const cache = {
    match: async (address: string) => entries.get(address)?.clone(),
    put: async (address: string, response: Response) => void entries.set(address, response),
    delete: async (address: string) => entries.delete(address),
    keys: async () => [...entries.keys()].map((address) => new Request(address)),
  };
  const opened: string[] = [];
  const caches = { open: async (name: string) => (opened.push(name), cache) };
  return { entries, opened, caches: caches as unknown as CacheStorage };
}

function setUp(parts: { caches?: CacheStorage } = {}) {
  const server = createServer();
  const clock = createFakeClock();
  const store = createStore({ base: BASE, fetch: server.fetch, clock, ...parts });
  return { server, clock, store };
}

describe('createStore', () => {
  it('fetches card and weights, with progress up to the size on the card', async () => {
    const { store, server, clock } = setUp();
    const half = fixture.bytes.byteLength / 2;
    server.answers.set(
      weightsAddress,
      () =>
        new Response(
          new ReadableStream({
            start(controller) {
              controller.enqueue(fixture.bytes.slice(0, half));
              controller.enqueue(fixture.bytes.slice(half));
              controller.close();
            },
          }),
        ),
    );
    const card = await store.card('fixture', signal);
    expect(card).toEqual(fixture.card);
    const progress: number[] = [];
    const bytes = await store.weights(card, (received) => progress.push(received), signal);
    expect(new Uint8Array(bytes)).toEqual(fixture.bytes);
    expect(progress).toEqual([half, card.weights.bytes]);
    expect(clock.pending).toBe(0);
  });

  it('keeps weights across visits and does not ask for them again', async () => {
    const { caches, opened } = createCaches();
    const first = setUp({ caches });
    await first.store.weights(await first.store.card('fixture', signal), ignore, signal);
    const second = setUp({ caches });
    const bytes = await second.store.weights(
      await second.store.card('fixture', signal),
      ignore,
      signal,
    );
    expect(new Uint8Array(bytes)).toEqual(fixture.bytes);
    expect(second.server.asked).toEqual(['no-cache fixture/card.json']);
    expect(new Set(opened)).toEqual(new Set([CACHE_NAME]));
  });

  it('plays on without a connection once a model has been loaded', async () => {
    const { caches } = createCaches();
    const { store, server } = setUp({ caches });
    await store.weights(await store.card('fixture', signal), ignore, signal);
    server.online = false;
    const card = await store.card('fixture', signal);
    const bytes = await store.weights(card, ignore, signal);
    expect(new Uint8Array(bytes)).toEqual(fixture.bytes);
  });

  it('drops the weights of older versions and leaves other models alone', async () => {
    const { caches, entries } = createCaches();
    const old = `${BASE}fixture/weights-0123456789abcdef.bin`;
    const foreign = `${BASE}fixture-2/weights-0123456789abcdef.bin`;
    entries.set(old, new Response('old')).set(foreign, new Response('other'));
    const { store } = setUp({ caches });
    await store.weights(await store.card('fixture', signal), ignore, signal);
    expect([...entries.keys()].sort()).toEqual([foreign, CARD, weightsAddress].sort());
  });

  describe('the known works of a classifier', () => {
    const [list, vectors] = [0, 1].map((i) => () => judge.works.files[i]!);
    const addressOf = ({ name }: { name: string }) => `${BASE}judge/${name}`;
    const entry = () => judge.card.works!;

    it('are fetched, checked and kept across visits beside the weights', async () => {
      const { caches, entries } = createCaches();
      const first = setUp({ caches });
      const card = await first.store.card('judge', signal);
      await first.store.weights(card, ignore, signal);
      const files = await first.store.works(judge.card, entry(), signal);
      expect(files).toEqual({ file: list!().content, vectors: vectors!().content });
      const kept = [`${BASE}judge/card.json`, `${BASE}judge/${card.weights.file}`];
      expect([...entries.keys()].sort()).toEqual(
        [...kept, addressOf(list!()), addressOf(vectors!())].sort(),
      );
      const second = setUp({ caches });
      second.server.online = false;
      expect(await second.store.works(judge.card, entry(), signal)).toEqual(files);
      await second.store.weights(judge.card, ignore, signal);
    });

    it('replace those of older versions', async () => {
      const { caches, entries } = createCaches();
      entries.set(`${BASE}judge/works-0123456789abcdef.json`, new Response('old'));
      entries.set(`${BASE}judge/works-0123456789abcdef.bin`, new Response('old'));
      const { store } = setUp({ caches });
      await store.weights(judge.card, ignore, signal);
      expect([...entries.keys()]).toEqual([`${BASE}judge/${judge.card.weights.file}`]);
    });

    it.each([
      ['is damaged', 'weights-corrupt', () => new Uint8Array(judge.card.works!.fileBytes)],
      ['is too long', 'download-failed', () => new Uint8Array(99_999)],
      ['ends early', 'download-failed', () => list!().content.slice(1)],
    ])('are refused when their list %s', async (_, code, content) => {
      const { caches, entries } = createCaches();
      const { store, server } = setUp({ caches });
      server.answers.set(addressOf(list!()), () => new Response(content()));
      await expect(store.works(judge.card, entry(), signal)).rejects.toMatchObject({ code });
      expect(entries.has(addressOf(list!()))).toBe(false);
    });
  });

  it('replaces a kept copy that has gone bad', async () => {
    const { caches, entries } = createCaches();
    entries.set(weightsAddress, new Response(new Uint8Array(fixture.bytes.byteLength)));
    const { store } = setUp({ caches });
    const bytes = await store.weights(fixture.card, ignore, signal);
    expect(new Uint8Array(bytes)).toEqual(fixture.bytes);
    const kept = new Uint8Array(await entries.get(weightsAddress)!.clone().arrayBuffer());
    expect(kept).toEqual(fixture.bytes);
  });

  it.each([
    ['may not be used', () => Promise.reject(new DOMException('no', 'SecurityError'))],
    [
      'is full',
      async () => ({
        match: async () => undefined,
        put: () => Promise.reject(new DOMException('full', 'QuotaExceededError')),
        keys: async () => [],
      }),
    ],
  ])('works where the cache %s', async (_, open) => {
    const { store } = setUp({ caches: { open } as unknown as CacheStorage });
    const bytes = await store.weights(await store.card('fixture', signal), ignore, signal);
    expect(new Uint8Array(bytes)).toEqual(fixture.bytes);
  });

  it('says that there is no such model', async () => {
    const { store } = setUp();
    await expect(store.card('missing', signal)).rejects.toMatchObject({ code: 'unknown-model' });
  });

  it('asks no server for an id that is no id', async () => {
    const { store, server } = setUp();
    for (const id of ['../secrets', '', 'a/b', 'A', 'x'.repeat(500)]) {
      await expect(store.card(id, signal)).rejects.toMatchObject({ code: 'unknown-model' });
    }
    expect(server.asked).toEqual([]);
  });

  it.each([
    ['no JSON', () => new Response('<html>')],
    ['no card', () => Response.json({ id: 'fixture' })],
    ['another model', () => Response.json({ ...fixture.card, id: 'another' })],
  ])('refuses a card that is %s', async (_, answer) => {
    const { store, server } = setUp();
    server.answers.set(CARD, answer);
    await expect(store.card('fixture', signal)).rejects.toMatchObject({ code: 'weights-corrupt' });
  });

  describe('when the download of the weights fails', () => {
    const whole = () => new Response(fixture.bytes);
    it.each<[string, string, string, () => Response]>([
      [
        'is not there',
        'download-failed',
        'not on the server',
        () => new Response('', { status: 404 }),
      ],
      [
        'meets a broken server',
        'download-failed',
        'status 503',
        () => new Response('', { status: 503 }),
      ],
      [
        'ends early',
        'download-failed',
        'ended early',
        () => new Response(fixture.bytes.slice(0, 99)),
      ],
      ['does not end', 'download-failed', 'longer', () => new Response(new Uint8Array(99_999))],
      [
        'breaks off',
        'download-failed',
        'connection broke',
        () =>
          new Response(
            new ReadableStream({ pull: (controller) => controller.error(new TypeError('reset')) }),
          ),
      ],
      [
        'is not what the card says',
        'weights-corrupt',
        'SHA-256',
        () => new Response(fixture.bytes.map((byte, i) => (i === 9 ? byte ^ 1 : byte))),
      ],
    ])(
      'because the file %s, it says so, keeps nothing and can try again',
      async (_, code, what, bad) => {
        const { caches, entries } = createCaches();
        const { store, server, clock } = setUp({ caches });
        server.answers.set(weightsAddress, bad);
        await expect(store.weights(fixture.card, ignore, signal)).rejects.toMatchObject({
          code,
          message: expect.stringContaining(what) as string,
        });
        expect(entries.has(weightsAddress)).toBe(false);
        expect(clock.pending).toBe(0);
        server.answers.set(weightsAddress, whole);
        const bytes = await store.weights(fixture.card, ignore, signal);
        expect(new Uint8Array(bytes)).toEqual(fixture.bytes);
      },
    );

    it('because there is no connection, it says so and can try again', async () => {
      const { store, server } = setUp();
      server.online = false;
      await expect(store.card('fixture', signal)).rejects.toMatchObject({
        code: 'download-failed',
      });
      await expect(store.weights(fixture.card, ignore, signal)).rejects.toMatchObject({
        code: 'download-failed',
      });
      server.online = true;
      await store.weights(await store.card('fixture', signal), ignore, signal);
    });

    it('because a copy on the way is damaged, it goes past the copy', async () => {
      const { store, server } = setUp();
      let served = 0;
      server.answers.set(weightsAddress, () =>
        served++ === 0 ? new Response(new Uint8Array(fixture.bytes.byteLength)) : whole(),
      );
      await store.weights(fixture.card, ignore, signal);
      const file = `fixture/${fixture.card.weights.file}`;
      expect(server.asked).toEqual([`default ${file}`, `reload ${file}`]);
    });

    it('because nothing comes any more, it gives up after a while', async () => {
      const { store, server, clock } = setUp();
      server.answers.set(weightsAddress, (init) => {
        const start = (controller: ReadableStreamDefaultController) => {
          init?.signal?.addEventListener('abort', () => controller.error(init.signal?.reason));
          controller.enqueue(fixture.bytes.slice(0, 10));
        };
        return new Response(new ReadableStream({ start }));
      });
      let begun = () => {};
      const underWay = new Promise<void>((resolve) => (begun = resolve));
      const loading = expect(store.weights(fixture.card, begun, signal)).rejects.toMatchObject({
        code: 'download-failed',
        message: expect.stringContaining('nothing came') as string,
      });
      await underWay;
      clock.advance(60_000);
      await loading;
    });

    it('because it was stopped, it says that', async () => {
      const { store, server } = setUp();
      const abort = new AbortController();
      server.answers.set(weightsAddress, () => {
        abort.abort();
        return whole();
      });
      await expect(store.weights(fixture.card, ignore, abort.signal)).rejects.toMatchObject({
        code: 'cancelled',
      });
    });
  });
});
