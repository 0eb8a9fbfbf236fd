/**
 * Keeps the Studio across reloads: the history on this device, the place in it in
 * this tab. Other tabs add their scenes as they come.
 */
import { SfumatoError, toSfumatoError } from '@/lib/errors';
import { samePoint } from '@/lib/latent/blend';
import type { ModelFacts } from '@/lib/latent/point';

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
  /** The page was opened at a point of its own (a link), not at the front door. */
  readonly atLink: boolean;
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
  let stopped = false;
  const report = (thrown: unknown) => options.onError(toSfumatoError(thrown));

  const lost = new Set<string>();
  takeUp(options, written, lost);

  const write = () => {
    const { history } = studio.store.getState();
    rememberPlace(options);
    const rows: HistoryRow[] = [];
    for (const node of history.nodes.values()) {
      if (node.id === OPENING_ID || written.has(node.id)) continue;
      written.add(node.id);
      rows.push(rowOfNode(node, catalogue));
    }
    if (rows.length === 0) return;
    channel?.postMessage(rows);
    options.storage
      .then((storage) => storage.writeHistory(rows))
      .catch((thrown: unknown) => {
        // The next write carries them, too.
        for (const { id } of rows) written.delete(id);
        report(thrown);
      });
  };
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

/** Goes on from where this tab stood, if it stood somewhere. */
function takeUp(
  { studio, tab, catalogue, atLink }: SessionOptions,
  written: Set<string>,
  lost: Set<string>,
) {
  const here = readPlace(tab, catalogue, lost);
  if (!here) return;
  written.add(here.node.id);
  const opened = studio.store.getState().scene.point;
  studio.resume(here.node, here.tip);
  if (atLink && !samePoint(opened, here.node.scene.point)) {
    studio.change('Opened a link', withPoint(here.node.scene, opened), { isBeginning: true });
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
    return { tip: place.tip, node: nodeOfRow(place.row, catalogue) };
  } catch (thrown) {
    // A place that another version wrote is none; one that can no longer be shown is told of.
    if (thrown instanceof SfumatoError) lost.add(place.row.id);
    return undefined;
  }
}

function placeIn(text: string | null | undefined): { tip: string; row: HistoryRow } | undefined {
  if (!text) return undefined;
  try {
    return JSON.parse(text) as { tip: string; row: HistoryRow };
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

function rememberPlace({ studio, tab, catalogue }: SessionOptions) {
  const { history } = studio.store.getState();
  if (history.current === OPENING_ID) return;
  const row = rowOfNode(currentNode(history), catalogue);
  try {
    tab?.setItem(HERE, JSON.stringify({ tip: history.tip, row }));
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
