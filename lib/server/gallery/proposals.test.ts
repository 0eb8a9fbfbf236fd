import { expect, it } from 'vitest';

import { randomPoint } from '@/lib/latent/blend';
import { encodePoint } from '@/lib/latent/codec';
import { catalogue } from '@/models/registry';

import { proposalsAmong } from './proposals';

const code = encodePoint(randomPoint(7, catalogue[0]!), catalogue);

it('proposes the same to everybody, and works it out once', () => {
  const proposals = proposalsAmong('a-work', code, []);
  expect(new Set(proposals.map((proposal) => proposal.code)).size).toBe(6);
  expect(proposalsAmong('a-work', code, [])).toBe(proposals);
  expect(proposalsAmong('another', code, [])).not.toEqual(proposals);
});

it('proposes something else once somebody has kept one of them', () => {
  const [first] = proposalsAmong('a-work', code, []);
  const then = proposalsAmong('a-work', code, [first!.code]);
  expect(then).toHaveLength(6);
  expect(then.map((proposal) => proposal.code)).not.toContain(first!.code);
});

it('has nothing to propose around what cannot be drawn any more', () => {
  expect(proposalsAmong('a-work', 'outdated', [])).toEqual([]);
});
