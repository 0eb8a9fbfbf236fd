import { deviceMemory, keepIn } from './device-memory';

const SINGLE_KEYS = 'sfumato.single-keys';

/** Whether single keys work as shortcuts, as it was last chosen on this device. */
export function singleKeysChosen(): boolean {
  return deviceMemory()?.getItem(SINGLE_KEYS) !== 'off';
}

/** Remembers that choice. */
export function keepSingleKeys(on: boolean): void {
  keepIn(deviceMemory(), SINGLE_KEYS, on ? 'on' : 'off');
}
