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
  readonly channel?: BroadcastChannel | undefined;
  /** The page was opened at a point of its own (a link), not at the front door. */
  readonly atLink: boolean;
  readonly onError: (error: SfumatoError) => void;
}

const HERE = 'sfumato.studio.here';
/** Time for reading scenes before the page gets a turn, in milliseconds. */
const SLICE_MS = 8;

/** Takes up where this tab was, then keeps it. Returns the way out. */
export function attachSession(options: SessionOptions): () => void {
  const { studio, catalogue, channel } = options;
  const written = new Set<string>();
  let stopped = false;
  const report = (thrown: unknown) => options.onError(toSfumatoError(thrown));

  takeUp(options, written);

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
    options.storage.then((storage) => storage.writeHistory(rows)).catch(report);
  };
  const unsubscribe = studio.store.subscribe((state, before) => {
    if (state.history !== before.history) write();
  });

  const takeIn = async (rows: readonly HistoryRow[]) => {
    for await (const nodes of decoded(rows, catalogue)) {
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
    .then(takeIn)
    .catch(report);

  return () => {
    stopped = true;
    unsubscribe();
    channel?.close();
  };
}

/** Goes on from where this tab stood, if it stood somewhere. */
function takeUp({ studio, tab, catalogue, atLink }: SessionOptions, written: Set<string>) {
  const here = readPlace(tab, catalogue);
  if (!here) return;
  written.add(here.node.id);
  const opened = studio.store.getState().scene.point;
  studio.resume(here.node, here.tip);
  if (atLink && !samePoint(opened, here.node.scene.point)) {
    studio.change('Opened a link', withPoint(here.node.scene, opened), { isBeginning: true });
  }
}

function readPlace(tab: SessionOptions['tab'], catalogue: readonly ModelFacts[]) {
  const text = tab?.getItem(HERE);
  if (!text) return undefined;
  try {
    const { tip, row } = JSON.parse(text) as { tip: string; row: HistoryRow };
    return { tip, node: nodeOfRow(row, catalogue) };
  } catch {
    // Written by another version, or the model was retrained since: begin afresh.
    return undefined;
  }
}

function rememberPlace({ studio, tab, catalogue }: SessionOptions) {
  const { history } = studio.store.getState();
  if (history.current === OPENING_ID) return;
  const row = rowOfNode(currentNode(history), catalogue);
  tab?.setItem(HERE, JSON.stringify({ tip: history.tip, row }));
}

/** Decodes rows a slice at a time. Scenes that can no longer be shown are left out. */
async function* decoded(rows: readonly HistoryRow[], catalogue: readonly ModelFacts[]) {
  let nodes: HistoryNode[] = [];
  let until = performance.now() + SLICE_MS;
  for (const row of rows) {
    try {
      nodes.push(nodeOfRow(row, catalogue));
    } catch (thrown) {
      if (!(thrown instanceof SfumatoError)) throw thrown;
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
