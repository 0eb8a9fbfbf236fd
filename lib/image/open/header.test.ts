import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { SfumatoError } from '@/lib/errors';
import { HOSTILE_FILES } from '@/tests/hostile/files';

import { readHeader } from './header';
import { LIMITS, refuse } from './refusals';

/** What the header says, or the error's sentence; anything outside of the family fails the test. */
function outcome(bytes: Uint8Array, name?: string): string {
  try {
    const { format, width, height } = readHeader(bytes, name);
    expect(width * height).toBeGreaterThan(0);
    expect(width * height).toBeLessThanOrEqual(LIMITS.pixels);
    return `${format} ${width} × ${height}`;
  } catch (error) {
    expect(error).toBeInstanceOf(SfumatoError);
    expect((error as SfumatoError).code).toBe('invalid-input');
    return (error as SfumatoError).message;
  }
}

describe('the header of a picture', () => {
  it.each(HOSTILE_FILES)('is read or refused: $what', async ({ name, bytes, then }) => {
    const found = outcome(await bytes(), name);
    if ('refused' in then) {
      // What only decoding can tell is let through.
      if (!/^\w+ \d+ × \d+$/.test(found)) expect(found).toMatch(then.refused);
    } else {
      const [format, width, height] = then.opens;
      // Sizes are as stored: an orientation is not applied.
      expect([`${format} ${width} × ${height}`, `${format} ${height} × ${width}`]).toContain(found);
    }
  });

  it('tells a moving picture from a still one', async () => {
    for (const { what, name, bytes, then } of HOSTILE_FILES) {
      if ('refused' in then) continue;
      expect(readHeader(await bytes(), name).animated, what).toBe(what.includes('animated'));
    }
  });

  it('stays within the family for mutilated files', async () => {
    const files = await Promise.all(HOSTILE_FILES.map(async ({ bytes }) => bytes()));
    const small = files.filter(({ length }) => length > 0 && length < 20_000);
    fc.assert(
      fc.property(
        fc.constantFrom(...small),
        fc.double({ min: 0, max: 1, noNaN: true }),
        fc.array(fc.tuple(fc.nat(400), fc.nat(255)), { maxLength: 12 }),
        (whole, share, changes) => {
          const file = whole.slice(0, Math.ceil(whole.length * share));
          for (const [at, value] of changes) if (at < file.length) file[at] = value;
          outcome(file);
        },
      ),
      { numRuns: 20_000 },
    );
  });

  it('stays within the family for whatever follows a known beginning', () => {
    const beginnings = [
      ...[
        '\xff\xd8\xff',
        '\x89PNG\r\n\x1a\n',
        'GIF89a',
        'RIFF\0\0\0\0WEBPVP8X',
        'BM\0\0\0\0\0\0\0\0',
      ],
      ...['II*\0\x08\0\0\0', 'MM\0*\0\0\0\x08', '\0\0\0\x14ftypavif\0\0\0\0mif1', ''],
    ].map((text) => Buffer.from(text, 'latin1'));
    fc.assert(
      fc.property(
        fc.constantFrom(...beginnings),
        fc.uint8Array({ maxLength: 300, size: 'max' }),
        (beginning, rest) => void outcome(Buffer.concat([beginning, rest])),
      ),
      { numRuns: 20_000 },
    );
  });

  it('finds the end of files made of nothing but small parts', () => {
    // Ten million parts each; were the work not linear, this would not end.
    const of = (beginning: string, part: string) =>
      Buffer.concat([Buffer.from(beginning, 'latin1'), Buffer.alloc(20_000_000, part, 'latin1')]);
    for (const file of [
      of('\xff\xd8\xff\xe0', '\0\x02\xff\xe0'),
      of('\xff\xd8', '\xff'),
      of('\x89PNG\r\n\x1a\n', '\0\0\0\0none\0\0\0\0'),
      of('GIF89a\x01\0\x01\0\0\0\0', '!\xfe\x01\x01\0'),
      of('\0\0\0\x10ftypheic\0\0\0\0', '\0\0\0\x08free'),
      of('\0\0\0\x10ftypavif\0\0\0\0\x01\0\0\0meta\0\0\0\0', '\0\0\0\x08iprp'),
    ]) {
      expect(outcome(file)).toMatch(/breaks off|damaged/);
    }
  });
});

describe('limits', () => {
  it('are kept before anything is read', () => {
    const huge = new Uint8Array(LIMITS.bytes + 1);
    expect(outcome(huge, 'scan.png')).toBe(
      '“scan.png” has 100.1 MB; up to 100 MB can be opened. Save it as a JPEG and try again.',
    );
  });
});

describe('the sentence about a file', () => {
  it('calls it by a name that is one line and shows what it is', () => {
    const sentence = (name?: string) => refuse({ why: 'empty' }, name).message;
    expect(sentence()).toBe('This file is empty. Choose another file.');
    expect(sentence(' \u0007\u202e ')).toMatch(/^This file /);
    expect(sentence('a\u202egpj.exe\n.jpg')).toMatch(/^“agpj\.exe\.jpg” /);
    expect(sentence('絵画.jpg')).toMatch(/^“絵画\.jpg” /);
    const long = sentence(`${'x'.repeat(5000)}-end.jpg`);
    expect(long).toMatch(/^“x{30}…x+-end\.jpg” /);
    expect(long.length).toBeLessThan(120);
  });
});
