/**
 * Keeps the Studio across reloads: the history on this device, the place in it in
 * this tab. Other tabs add their scenes as they come.
 */
import { SfumatoError, toSfumatoError } from '@/lib/errors';
import { samePoint } from '@/lib/latent/blend';
import type { LatentPoint, ModelFacts } from '@/lib/latent/point';

import { currentNode, type HistoryNode } from './history';
import { nodeOfRow, rowOfNode } from './history-rows';
import type { HistoryRow, StudioStorage } from './storage';
import { withPoint } from './scene';
import { OPENING_ID, type Studio } from './studio';

export interface SessionOptions {
  readonly studio: Studio;
  readonly storage: Promise<StudioStorage>;
  readonly catalogue: readonly ModelFacts[];
  /** Of this tab: sessionStorage, as far as it is allowed. */
  readonly tab: Pick<Storage, 'getItem' | 'setItem'> | undefined;
  /** Of this device: localStorage, as far as it is allowed. */
  readonly device?: Pick<Storage, 'getItem' | 'setItem'> | undefined;
  readonly channel?: BroadcastChannel | undefined;
  /** The point that the page was opened at by a link; undefined at the front door. */
  readonly opened: LatentPoint | undefined;
  readonly onError: (error: SfumatoError) => void;
  /**
   * Pictures of earlier visits can no longer be shown, so many that this was not told yet on
   * this device: their model has learned anew, or is gone.
   */
  readonly onLost?: (count: number) => void;
}

const HERE = 'sfumato.studio.here';
/** How many lost pictures the person was told of. */
const TOLD = 'sfumato.studio.lost';
/** Time for reading scenes before the page gets a turn, in milliseconds. */
const SLICE_MS = 8;

/** Takes up where this tab was, then keeps it. Returns the way out. */
export function attachSession(options: SessionOptions): () => void {
  const { studio, catalogue, channel } = options;
  const written = new Set<string>();
  /** What the device's storage has not got yet, by id: after a reload, it would have come too late. */
  const underWay = new Map<string, HistoryRow>();
  let stopped = false;
  const report = (thrown: unknown) => options.onError(toSfumatoError(thrown));

  const lost = new Set<string>();
  takeUp(options, written, lost);

  const write = () => {
    const { history } = studio.store.getState();
    const rows: HistoryRow[] = [];
    for (const node of history.nodes.values()) {
      if (node.id === OPENING_ID || written.has(node.id)) continue;
      written.add(node.id);
      const row = rowOfNode(node, catalogue);
      rows.push(row);
      underWay.set(row.id, row);
    }
    rememberPlace(options, [...underWay.values()]);
    if (rows.length === 0) return;
    channel?.postMessage(rows);
    options.storage
      .then(async (storage) => {
        await storage.writeHistory(rows);
        for (const { id } of rows) underWay.delete(id);
      })
      .catch((thrown: unknown) => {
        // The next write carries them, too.
        for (const { id } of rows) written.delete(id);
        report(thrown);
      });
  };
  // What was under way when the page was left.
  write();
  const unsubscribe = studio.store.subscribe((state, before) => {
    if (state.history !== before.history) write();
  });

  const takeIn = async (rows: readonly HistoryRow[], unreadable = new Set<string>()) => {
    for await (const nodes of decoded(rows, catalogue, unreadable)) {
      if (stopped) return;
      for (const node of nodes) written.add(node.id);
      studio.remember(nodes);
    }
  };
  if (channel) {
    channel.onmessage = (event: MessageEvent<HistoryRow[]>) => void takeIn(event.data);
  }
  options.storage
    .then((storage) => storage.readHistory())
    .then((rows) => takeIn(rows, lost))
    .then(() => {
      if (!stopped) tellOfLost(options, lost.size);
    })
    .catch(report);

  return () => {
    // What was still being dragged counts, too.
    studio.settle();
    stopped = true;
    unsubscribe();
    channel?.close();
  };
}

/** Goes on from where this tab stood, if it stood somewhere, to what a link leads to. */
function takeUp(
  { studio, tab, catalogue, opened }: SessionOptions,
  written: Set<string>,
  lost: Set<string>,
) {
  const here = readPlace(tab, catalogue, lost);
  if (here) {
    studio.resume(here.node, here.tip);
    studio.remember(here.underWay);
    if (!here.underWay.some(({ id }) => id === here.node.id)) written.add(here.node.id);
  }
  const { scene } = studio.store.getState();
  if (opened && !samePoint(opened, scene.point)) {
    studio.change('Opened a link', withPoint(scene, opened), { isBeginning: true });
  }
}

function readPlace(
  tab: SessionOptions['tab'],
  catalogue: readonly ModelFacts[],
  lost: Set<string>,
) {
  const place = placeIn(tab?.getItem(HERE));
  if (!place) return undefined;
  try {
    const node = nodeOfRow(place.row, catalogue);
    return { tip: place.tip, node, underWay: readable(place.underWay ?? [], catalogue) };
  } catch (thrown) {
    // A place that another version wrote is none; one that can no longer be shown is told of.
    if (thrown instanceof SfumatoError) lost.add(place.row.id);
    return undefined;
  }
}

/** Where this tab stands, and what was written last and may not have come to an end. */
interface PlaceRow {
  readonly tip: string;
  readonly row: HistoryRow;
  readonly underWay?: readonly HistoryRow[];
}

function readable(rows: readonly HistoryRow[], catalogue: readonly ModelFacts[]): HistoryNode[] {
  return rows.flatMap((row) => {
    try {
      return [nodeOfRow(row, catalogue)];
    } catch {
      return [];
    }
  });
}

function placeIn(text: string | null | undefined): PlaceRow | undefined {
  if (!text) return undefined;
  try {
    return JSON.parse(text) as PlaceRow;
  } catch {
    // Cut off: begin afresh.
    return undefined;
  }
}

/** Once for each loss, however often the Studio is opened. */
function tellOfLost({ device, onLost }: SessionOptions, count: number) {
  const told = Number(device?.getItem(TOLD) ?? 0);
  if (count === told) return;
  try {
    device?.setItem(TOLD, String(count));
  } catch {
    // The device's memory is full: it is told again at the next visit.
  }
  if (count > told) onLost?.(count - told);
}

function rememberPlace(
  { studio, tab, catalogue }: SessionOptions,
  underWay: readonly HistoryRow[],
) {
  const { history } = studio.store.getState();
  if (history.current === OPENING_ID) return;
  const row = rowOfNode(currentNode(history), catalogue);
  try {
    tab?.setItem(HERE, JSON.stringify({ tip: history.tip, row, underWay } satisfies PlaceRow));
  } catch {
    // The tab's memory is full: after a reload the address alone tells where it stood.
  }
}

/** Decodes rows a slice at a time. The ids of those that can no longer be shown go to `unreadable`. */
async function* decoded(
  rows: readonly HistoryRow[],
  catalogue: readonly ModelFacts[],
  unreadable: Set<string>,
) {
  let nodes: HistoryNode[] = [];
  let until = performance.now() + SLICE_MS;
  for (const row of rows) {
    try {
      nodes.push(nodeOfRow(row, catalogue));
    } catch (thrown) {
      if (!(thrown instanceof SfumatoError)) throw thrown;
      unreadable.add(row.id);
    }
    if (performance.now() > until) {
      yield nodes;
      nodes = [];
      await new Promise((resolve) => setTimeout(resolve));
      until = performance.now() + SLICE_MS;
    }
  }
  yield nodes;
}
