import { expect, it } from 'vitest';

import { blendPlot, precisionRecallPlot } from './generator';
import { x, y } from './svg';

it('draws the mean of the pairs over the pairs, and the weight itself', () => {
  const pairs = [
    { name: 'A & B', curve: [0, 0.2, 1] },
    { name: 'A and C', curve: [0.2, 0.6, 0.8] },
  ];
  const svg = blendPlot('Mixes', [0, 0.5, 1], pairs);
  expect(svg).toContain(`M${x(0)} ${y(0.1)}L${x(0.5)} ${y(0.4)}L${x(1)} ${y(0.9)}`);
  expect(svg).toContain(`M${x(0)} ${y(0)}L${x(1)} ${y(1)}`);
  expect(svg).toContain('<title>A &amp; B</title>');
});

it('puts precision up and recall to the right, names where there is room', () => {
  const svg = precisionRecallPlot('Both', [
    { name: 'generated', precision: 0.7, recall: 0.2 },
    { name: 'real', precision: 0.9, recall: 0.95, reference: true },
  ]);
  expect(svg).toContain(`class="bar" cx="${x(0.2)}" cy="${y(0.7)}"`);
  expect(svg).toContain(`class="axis" cx="${x(0.95)}" cy="${y(0.9)}"`);
  expect(svg).toMatch(/text-anchor="start">generated/);
  expect(svg).toMatch(/text-anchor="end">real/);
});
