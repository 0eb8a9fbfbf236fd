/** How a model was trained, in sentences above its sheets and curves. */
import type { Card } from './card';
import { gapsOf, type Curves, type Span } from './curves';
import { duration, list, whole } from './numbers';

const BACKENDS: Readonly<Record<string, string>> = {
  node: 'a processor',
  'node-gpu': 'a graphics card',
  webgpu: 'a graphics card, by WebGPU',
  wasm: 'a processor, by wasm',
  cpu: 'a processor, in plain JavaScript',
};

/** A shorter gap than this share of the whole cannot be seen on a curve. */
const SEEN = 0.01;

export function trainingInWords({ training, sheets }: Card, curves: Curves | undefined): string {
  const { imagesSeen, seconds, backend } = training;
  const how = [
    ...(imagesSeen === undefined ? [] : [`It has seen ${whole(imagesSeen)} pictures`]),
    ...(seconds ? [`in ${duration(seconds)} of training`] : []),
    ...(backend === undefined ? [] : [`on ${BACKENDS[backend] ?? backend}`]),
  ].join(' ');
  const places = [
    ...(sheets.length > 0 ? ['on the sheet'] : []),
    ...(curves ? ['on the curves'] : []),
  ].join(' or ');
  return [
    ...(how === '' ? [] : [`${how}.`]),
    `Move through its training ${places}.`,
    ...(curves ? missingInWords(curves, sheets) : []),
  ].join(' ');
}

/** Of what parts there is nothing to be seen. */
function missingInWords(curves: Curves, sheets: Card['sheets']): string[] {
  const until = Math.max(...curves.runs.map(({ to }) => to));
  const missing = gapsOf(curves).filter(({ from, to }) => to - from > SEEN * until);
  if (missing.length === 0) return [];
  const isIn = ({ from, to }: Span, at: number) => from < at && at < to;
  const withSheets = sheets.some(({ imagesSeen }) => missing.some((gap) => isIn(gap, imagesSeen)));
  const nothing = withSheets ? 'no curves' : 'neither curves nor sheets';
  const spans = missing.map(({ from, to }) => `from ${whole(from)} to ${whole(to)}`);
  return [`There are ${nothing} ${list(spans)} pictures.`];
}
