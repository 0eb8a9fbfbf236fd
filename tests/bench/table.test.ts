import { expect, it } from 'vitest';

import type { Part } from './part';
import { tableOf } from './table';

const part: Part = {
  name: 'node',
  title: 'Pictures in Node',
  columns: [
    { key: 'median', title: 'ms' },
    { key: 'unknown', title: 'never' },
  ],
  ratio: { column: 'median', to: 'wasm' },
  run: () => Promise.resolve([]),
};

it('aligns figures, adds ratios, and says why there are none', () => {
  const table = tableOf(part, [
    { name: 'wasm', figures: { median: 20 } },
    { name: 'cpu', figures: { median: 500.04 }, remark: 'plain JavaScript' },
    { name: 'node', figures: {}, remark: 'not installed' },
  ]);
  expect(table.split('\n')).toEqual([
    '         ms  × wasm',
    'wasm   20.0    1.00',
    'cpu   500.0   25.00  plain JavaScript',
    'node      –       –  not installed',
  ]);
});

it('goes without ratios where there is nothing to compare with', () => {
  expect(tableOf(part, [{ name: 'wasm', figures: { median: 3 } }])).not.toContain('×');
  const without = [
    { name: 'node', figures: { median: 1 } },
    { name: 'cpu', figures: { median: 3 } },
  ];
  expect(tableOf(part, without)).not.toContain('×');
});
