/** A picture on its way from another screen of this page. It stays in this tab's memory. */
export interface HandedOver {
  readonly file: File;
  /** The artist in whose style it is to be painted. */
  readonly artist?: string;
}

let handed: HandedOver | undefined;

export function handOver(given: HandedOver): void {
  handed = given;
}

/** What was handed over, once. */
export function takeHandedOver(): HandedOver | undefined {
  const taken = handed;
  handed = undefined;
  return taken;
}
