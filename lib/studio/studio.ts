/**
 * The Studio's state and the few ways to change it. No React, no browser: what
 * draws, stores and downloads listens from outside.
 */
import { createStore, type StoreApi } from 'zustand/vanilla';

import { SfumatoError } from '@/lib/errors';
import type { LatentPoint, ModelFacts } from '@/lib/latent/point';
import type { GeneratorEntry } from '@/models/card';
import { factsOf } from '@/models/facts';

import { describeMix } from './describe';
import {
  commit,
  createHistory,
  currentNode,
  goTo,
  mergeNodes,
  redo,
  undo,
  type History,
  type HistoryNode,
} from './history';
import { newId } from './id';
import { sameScene, type Scene } from './scene';

export const PANELS = ['mix', 'between', 'around', 'kept', 'history'] as const;
export type PanelName = (typeof PANELS)[number];

/** The panels that share the place beside the picture where there is room for more. */
export const SIDE_PANELS = ['mix', 'around', 'history'] as const;
export type SidePanel = (typeof SIDE_PANELS)[number];

export interface StudioState {
  readonly scene: Scene;
  readonly history: History;
  /** A change that is still going on: it becomes one node of the history when it settles. */
  readonly pending: {
    readonly label: string;
    readonly gesture: string;
    readonly isBeginning: boolean;
  } | null;
  /** The nine children around the point: how far away, and which. */
  readonly around: { readonly amount: number; readonly seed: number };
  /** The panel in front, where there is room for one only. */
  readonly panel: PanelName;
  /** Of the panels beside the picture, the one in front. */
  readonly side: SidePanel;
  readonly paletteOpen: boolean;
  /** The picture moves a little by itself. */
  readonly breathing: boolean;
  /** Single keys work as shortcuts (without Ctrl or Cmd). */
  readonly singleKeys: boolean;
  /** What the live region says. */
  readonly said: string;
}

type StudioSurroundings = Pick<
  StudioState,
  'around' | 'panel' | 'paletteOpen' | 'breathing' | 'singleKeys'
>;

export interface ChangeOptions {
  /**
   * Names what is being dragged. Changes of one gesture become one step of the
   * history, once it is settled; a change without a gesture is a step at once.
   */
  readonly gesture?: string;
  /** The picture has nothing of the one before: what grows from it does not grow from that. */
  readonly isBeginning?: boolean;
}

export interface Studio {
  readonly store: StoreApi<StudioState>;
  /** What can draw here, the default first. */
  readonly models: readonly GeneratorEntry[];
  /** Shows another scene; `label` says what was done ("Rolled the dice"). */
  change(label: string, scene: Scene, options?: ChangeOptions): void;
  /** Ends the gesture under way, if any. */
  settle(): void;
  /** Ends it when nothing follows for a moment: for keys that repeat. */
  settleSoon(): void;
  undo(): void;
  redo(): void;
  goTo(id: string): void;
  /** Takes in scenes of earlier visits and other tabs. */
  remember(nodes: readonly HistoryNode[]): void;
  /** Goes on from a scene that was there before a reload, in place of the opening one. */
  resume(node: HistoryNode, tip: string): void;
  /** Changes what is shown beside the picture; no part of the history. */
  set(state: Partial<StudioSurroundings>): void;
  say(text: string): void;
  /** The entry of a point's model. @throws SfumatoError `unknown-model` */
  modelOf(point: LatentPoint): GeneratorEntry;
  factsOf(point: LatentPoint): ModelFacts;
}

/** A pause that ends a series of key presses, in milliseconds. */
const SETTLE_AFTER = 700;

export interface StudioOptions {
  readonly models: readonly GeneratorEntry[];
  readonly opening: Scene;
  readonly openingLabel?: string;
  readonly aroundSeed?: number;
  readonly now?: () => number;
}

export function createStudio(options: StudioOptions): Studio {
  const now = options.now ?? Date.now;
  const models = new Map(options.models.map((entry) => [entry.id, entry]));
  const facts = new Map(options.models.map((entry) => [entry.id, factsOf(entry)]));
  const modelOf = (point: LatentPoint) => models.get(point.model) ?? unknownModel(point.model);

  const store = createStore<StudioState>(() => ({
    scene: options.opening,
    history: createHistory({
      // The server renders this node, too: its id is made when it is first kept.
      id: OPENING_ID,
      parent: null,
      scene: options.opening,
      label: options.openingLabel ?? 'Opening picture',
      at: 0,
    }),
    pending: null,
    around: { amount: 0.35, seed: options.aroundSeed ?? 1 },
    panel: 'mix',
    side: 'mix',
    paletteOpen: false,
    breathing: false,
    singleKeys: true,
    said: '',
  }));
  const { getState: state, setState } = store;

  let timer: ReturnType<typeof setTimeout> | undefined;

  function settle() {
    clearTimeout(timer);
    const { pending, scene, history } = state();
    if (!pending) return;
    if (sameScene(scene, currentNode(history).scene)) {
      setState({ pending: null });
      return;
    }
    const named = namedOpening(history);
    const at = Math.max(now(), currentNode(named).at + 1);
    const { label, isBeginning } = pending;
    const node = {
      id: newId(),
      parent: named.current,
      scene,
      label,
      at,
      ...(isBeginning && { isBeginning }),
    };
    setState({ history: commit(named, node), pending: null });
    say(pending.label);
  }

  /** Gives the opening node an id of its own, now that something hangs on it. */
  function namedOpening(history: History): History {
    if (history.current !== OPENING_ID) return history;
    const root: HistoryNode = { ...currentNode(history), id: newId(), at: now() };
    const others = [...history.nodes.values()].filter((node) => node.id !== OPENING_ID);
    return mergeNodes(createHistory(root), others);
  }

  function say(label: string) {
    const { scene } = state();
    const mix = describeMix(scene.point.mix, models.get(scene.point.model));
    announce(label === mix ? mix : `${label}. ${mix}`);
  }

  /** A live region reads what changes: the same words again differ by a space that nobody hears. */
  function announce(text: string) {
    setState({ said: text === state().said ? `${text}\u00a0` : text });
  }

  function move(step: (history: History) => History, label: string) {
    settle();
    const before = state().history;
    const history = step(before);
    if (history.current === before.current) return;
    const { scene } = currentNode(history);
    setState({ history, scene });
    say(label);
  }

  return {
    store,
    models: options.models,
    change(label, scene, { gesture, isBeginning = false } = {}) {
      const { pending } = state();
      if (!gesture || pending?.gesture !== gesture) settle();
      clearTimeout(timer);
      setState({ scene, pending: { label, gesture: gesture ?? '', isBeginning } });
      if (!gesture) settle();
    },
    settle,
    settleSoon() {
      clearTimeout(timer);
      timer = setTimeout(settle, SETTLE_AFTER);
    },
    undo: () => move(undo, 'Undone'),
    redo: () => move(redo, 'Redone'),
    goTo: (id) => move((history) => goTo(history, id), 'Went back'),
    remember(nodes) {
      setState({ history: mergeNodes(state().history, nodes) });
    },
    resume(node, tip) {
      const others = [...state().history.nodes.values()].filter(({ id }) => id !== OPENING_ID);
      const history = { ...mergeNodes(createHistory(node), others), tip };
      setState({ scene: node.scene, history, pending: null });
    },
    set(next) {
      const side = SIDE_PANELS.find((panel) => panel === next.panel);
      setState(side ? { ...next, side } : next);
    },
    say: announce,
    modelOf,
    factsOf: (point) => facts.get(point.model) ?? unknownModel(point.model),
  };
}

/** Stands for the scene a visit opens with, as long as nothing was done to it. */
export const OPENING_ID = 'opening';

function unknownModel(id: string): never {
  throw new SfumatoError('unknown-model', `The model "${id}" is not served here.`);
}
