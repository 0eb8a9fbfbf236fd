import { mkdtemp, readdir, rm } from 'node:fs/promises';
import net from 'node:net';
import os from 'node:os';
import path from 'node:path';

import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';

import { openMuseum, type Museum } from '../testing/museum';
import { fakeClock, fetcherFor } from '../testing/setting';
import { assertAllowed, isPublicAddress, publicLookup } from './address';
import { retryAfter } from './pace';
import { parseRobots } from './robots';

const ANYTHING = z.unknown();
const SEARCH = '/public/collection/v1/search';

describe('addresses', () => {
  it.each([
    ...['127.0.0.1', '10.1.2.3', '172.31.0.1', '192.168.1.1', '169.254.169.254', '0.0.0.0'],
    ...['100.64.0.1', '224.0.0.1', '::1', '::', 'fe80::1', 'fd00::1', '::ffff:127.0.0.1'],
    ...['64:ff9b::7f00:1', '2002:7f00:1::', '2001:db8::1', 'ff02::1', 'localhost', ''],
  ])('%s is not of the public internet', (address) => {
    expect(isPublicAddress(address)).toBe(false);
  });

  it.each(['8.8.8.8', '172.32.0.1', '2a00:1450:4001::1', '2606:4700::1111'])(
    '%s is of the public internet',
    (address) => expect(isPublicAddress(address)).toBe(true),
  );

  it.each([
    ['http://a.org/x', /encrypted/],
    ['https://b.org/x', /another site/],
    ['https://a.org:8443/x', /another site/],
    ['https://me:secret@a.org/x', /password/],
    ['file:///etc/passwd', /another site/],
    ['https://[::1]/x', /another site/],
  ])('%s is not asked', (address, why) => {
    expect(() => assertAllowed(new URL(address), { hosts: new Set(['a.org']) })).toThrow(why);
  });

  it('are looked up once, and private ones are not connected to', async () => {
    const error = await new Promise((resolve) => publicLookup('localhost', {}, resolve));
    expect(error).toMatchObject({ code: 'not-allowed' });
  });
});

describe('robots.txt', () => {
  it('is read for this program, or for all where it does not name it', () => {
    const all = parseRobots('User-agent: *\nDisallow: /private\nCrawl-delay: 2');
    expect(all.allows('/private/x')).toBe(false);
    expect(all.allows('/public')).toBe(true);
    expect(all.delay).toBe(2000);
    const own = parseRobots(
      '\ufeffUser-agent: Other\nUser-Agent: SFUMATO # us\nDisallow: /a\n\nUser-agent: *\nDisallow: /',
    );
    expect(own.allows('/a')).toBe(false);
    expect(own.allows('/b')).toBe(true);
  });

  it('lets the longest rule win, and allowing where two are as long', () => {
    const rules = parseRobots(
      'User-agent: *\nDisallow: /w/\nAllow: /w/api\nDisallow: /*.gif$\nAllow: /x\nDisallow: /x\nDisallow:',
    );
    expect(rules.allows('/w/index')).toBe(false);
    expect(rules.allows('/w/api?x=1')).toBe(true);
    expect(rules.allows('/deep/er/a.gif')).toBe(false);
    expect(rules.allows('/a.gif?x')).toBe(true);
    expect(rules.allows('/x')).toBe(true);
    expect(rules.allows('/%77/index')).toBe(false);
  });

  it('takes no time over a hostile rule', () => {
    const rules = parseRobots(`User-agent: *\nDisallow: /${'*a'.repeat(2000)}$`);
    expect(rules.allows(`/${'a'.repeat(5000)}b`)).toBe(true);
  });
});

it('reads Retry-After as seconds or as a date', () => {
  expect(retryAfter('120', 0)).toBe(120_000);
  expect(retryAfter('Thu, 01 Jan 1970 00:01:00 GMT', 20_000)).toBe(40_000);
  expect(retryAfter('Thu, 01 Jan 1970 00:00:00 GMT', 20_000)).toBe(0);
  expect(retryAfter('soon', 0)).toBeUndefined();
  expect(retryAfter(undefined, 0)).toBeUndefined();
});

describe('fetching', () => {
  let museum: Museum;
  let folder: string;
  beforeEach(async () => {
    museum = await openMuseum();
    folder = await mkdtemp(path.join(os.tmpdir(), 'sfumato-fetch-'));
  });
  afterEach(async () => {
    await museum.close();
    await rm(folder, { recursive: true, force: true });
  });
  const at = (place: string) => new URL(place, museum.origin);
  const place = () => path.join(folder, 'picture.jpg');

  it('waits as long as it is told to, then asks again', async () => {
    const clock = fakeClock();
    const fetcher = fetcherFor(museum, { clock });
    museum.misbehave(SEARCH, { status: 429, retryAfter: '30' }, { status: 500 });
    await expect(fetcher.json(at(SEARCH), ANYTHING, { as: 'service' })).resolves.toBeTruthy();
    // What was asked for, then the second of its own pauses (2 s, doubled, at the middle).
    expect(clock.pauses).toEqual([30_000, 4_000]);
    fetcher.close();
  });

  it('gives up after a few attempts', async () => {
    const fetcher = fetcherFor(museum);
    museum.misbehave(SEARCH, ...Array(3).fill({ status: 502 }));
    await expect(fetcher.json(at(SEARCH), ANYTHING, { as: 'service' })).rejects.toThrow(/502/);
    expect(museum.asked).toEqual(Array(3).fill(SEARCH));
    fetcher.close();
  });

  it('asks again where an answer breaks off or is no JSON', async () => {
    const fetcher = fetcherFor(museum);
    museum.misbehave('/pictures/1', 'truncated');
    const saved = await fetcher.picture(at('/pictures/1'), { as: 'service' }, place);
    expect(saved.format).toBe('jpeg');
    museum.misbehave(SEARCH, 'html');
    await expect(fetcher.json(at(SEARCH), ANYTHING, { as: 'service' })).resolves.toBeTruthy();
    fetcher.close();
  });

  it('does not wait for a server that says nothing', async () => {
    const fetcher = fetcherFor(museum, { idle: 60, attempts: 1 });
    museum.misbehave('/pictures/1', 'silent');
    await expect(fetcher.picture(at('/pictures/1'), { as: 'service' }, place)).rejects.toThrow(
      /did not answer/,
    );
    fetcher.close();
  });

  it('does not ask again what is no server of the web', async () => {
    let asked = 0;
    const server = net.createServer((socket) => {
      asked++;
      socket.on('error', () => undefined).end('SSH-2.0-OpenSSH\r\n\r\n');
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const host = `127.0.0.1:${(server.address() as net.AddressInfo).port}`;
    const fetcher = fetcherFor(museum, { allowed: { hosts: new Set(), trusted: host } });
    await expect(
      fetcher.json(new URL(`http://${host}/`), ANYTHING, { as: 'service' }),
    ).rejects.toThrow(/HPE_/);
    expect(asked).toBe(1);
    fetcher.close();
    server.close();
  });

  it('reads no byte of what says that it is too large', async () => {
    const fetcher = fetcherFor(museum, { attempts: 1 });
    museum.misbehave('/pictures/1', 'huge-length');
    await expect(fetcher.picture(at('/pictures/1'), { as: 'service' }, place)).rejects.toThrow(
      /larger than 1 MB/,
    );
    expect(await readdir(folder)).toEqual([]);
    fetcher.close();
  });

  it.each([
    'https://example.org/pictures/1',
    'http://127.0.0.1:1/pictures/1',
    'http://169.254.169.254/latest/meta-data',
    'file:///etc/passwd',
  ])('follows no redirect to %s', async (redirect) => {
    const fetcher = fetcherFor(museum);
    museum.misbehave('/pictures/1', { redirect });
    await expect(
      fetcher.picture(at('/pictures/1'), { as: 'service' }, place),
    ).rejects.toMatchObject({ code: 'not-allowed' });
    fetcher.close();
  });

  it('follows redirects at home, but not for ever', async () => {
    const fetcher = fetcherFor(museum);
    museum.misbehave('/pictures/1', { redirect: '/pictures/2' });
    await fetcher.picture(at('/pictures/1'), { as: 'service' }, place);
    museum.misbehave('/pictures/3', ...Array(9).fill({ redirect: '/pictures/3' }));
    await expect(fetcher.picture(at('/pictures/3'), { as: 'service' }, place)).rejects.toThrow(
      /without an end/,
    );
    fetcher.close();
  });

  it('asks robots.txt before pages and pictures, once, and keeps to it', async () => {
    const fetcher = fetcherFor(museum);
    museum.robots = 'User-agent: *\nDisallow: /pictures/1';
    await expect(fetcher.picture(at('/pictures/1'), { as: 'page' }, place)).rejects.toThrow(
      /robots.txt/,
    );
    await fetcher.picture(at('/pictures/2'), { as: 'page' }, place);
    expect(museum.asked).toEqual(['/robots.txt', '/pictures/2']);
    fetcher.close();
  });

  it('keeps out where robots.txt cannot be had for a failure', async () => {
    const fetcher = fetcherFor(museum, { attempts: 1 });
    museum.misbehave('/robots.txt', { status: 500 });
    await expect(fetcher.picture(at('/pictures/1'), { as: 'page' }, place)).rejects.toThrow(
      /robots.txt/,
    );
    fetcher.close();
  });

  it('pauses between requests to a host, by chance longer or shorter', async () => {
    const clock = fakeClock();
    const chances = [0, 0.9, 0.5];
    const fetcher = fetcherFor(museum, {
      ...{ clock, concurrency: 1, interval: () => 1000 },
      random: () => chances.shift() ?? 0.5,
    });
    const ask = () => fetcher.json(at(SEARCH), ANYTHING, { as: 'service' });
    await Promise.all([ask(), ask(), ask()]);
    expect(clock.pauses).toEqual([500, 1400]);
    fetcher.close();
  });

  it('says who it is and takes nothing compressed', async () => {
    const fetcher = fetcherFor(museum);
    await fetcher.json(at(SEARCH), ANYTHING, { as: 'service' });
    expect(museum.headers).toMatchObject({ 'user-agent': 'test', 'accept-encoding': 'identity' });
    fetcher.close();
  });
});
