import { PAINT, pathToTransfer, STYLE } from '../links';
import type { Action, Instrument } from './action';

export const paintInStyleAction: Action = {
  id: 'paint-in-style',
  label: 'Paint this in a style…',
  group: 'Picture',
  icon: 'paint',
  keywords: 'transfer style painter brush',
  run: (instrument) => goTo(instrument, PAINT),
};

export const useAsStyleAction: Action = {
  id: 'use-as-style',
  label: 'Use this as a style…',
  group: 'Picture',
  icon: 'style',
  keywords: 'transfer photo paint manner',
  run: (instrument) => goTo(instrument, STYLE),
};

function goTo({ studio, host, catalogue }: Instrument, as: typeof PAINT | typeof STYLE): void {
  studio.settle();
  host.go(pathToTransfer(studio.store.getState().scene.point, as, catalogue));
}
