/** The arithmetic that is being made: its tiles, its result, the picture on show. No React. */
import { createStore, type StoreApi } from 'zustand/vanilla';

import { createUndo, type Undo } from '@/components/points/undo';
import type { SfumatoError } from '@/lib/errors';
import { evaluateArithmetic, type Arithmetic } from '@/lib/latent/arithmetic';
import { encodeArithmetic } from '@/lib/latent/codec';
import type { LatentPoint, ModelFacts } from '@/lib/latent/point';
import type { Frame, FrameLoop } from '@/lib/studio/frames';

import { isComplete, isEmpty } from './edits';

export interface ArithmeticState {
  readonly arithmetic: Arithmetic;
  /** A − B + C; undefined while a tile is empty. */
  readonly result: LatentPoint | undefined;
  /** The picture on show: the result, or one on the way to it. */
  readonly frame: Frame | undefined;
  readonly error: SfumatoError | undefined;
}

export interface ArithmeticController extends Undo<Arithmetic> {
  readonly store: StoreApi<ArithmeticState>;
  /** Begins to draw. Returns the way out. */
  start(): () => void;
  /** Puts another arithmetic in its place, with nothing to undo. */
  resume(arithmetic: Arithmetic): void;
  retry(): void;
  /** The code of its link; undefined when all tiles are empty. @throws SfumatoError when it is too long. */
  code(): string | undefined;
}

export interface ArithmeticOptions {
  readonly arithmetic: Arithmetic;
  readonly catalogue: readonly ModelFacts[];
  readonly factsOf: (model: string) => ModelFacts;
  readonly createLoop: (on: {
    readonly onFrame: (frame: Frame) => void;
    readonly onError: (error: SfumatoError) => void;
  }) => FrameLoop;
}

export function createArithmeticController(options: ArithmeticOptions): ArithmeticController {
  const { catalogue, factsOf } = options;
  const resultOf = (arithmetic: Arithmetic) =>
    isComplete(arithmetic)
      ? evaluateArithmetic(arithmetic, factsOf(arithmetic.a[0]!.model))
      : undefined;
  const store = createStore<ArithmeticState>(() => ({
    arithmetic: options.arithmetic,
    result: resultOf(options.arithmetic),
    frame: undefined,
    error: undefined,
  }));
  let loop: FrameLoop | undefined;

  function set(arithmetic: Arithmetic) {
    const result = resultOf(arithmetic);
    store.setState({
      arithmetic,
      result,
      ...(result ? {} : { frame: undefined, error: undefined }),
    });
    if (result) loop?.show(result, 'glide');
  }

  return {
    ...createUndo({ get: () => store.getState().arithmetic, set }),
    store,
    start() {
      const started = options.createLoop({
        onFrame: (frame) => {
          // A tile may have been emptied while the picture was on its way.
          if (store.getState().result) store.setState({ frame, error: undefined });
        },
        onError: (error) => store.setState({ error }),
      });
      loop = started;
      const { result } = store.getState();
      if (result) started.show(result, 'cut');
      return () => {
        started.stop();
        if (loop === started) loop = undefined;
      };
    },
    resume: set,
    retry() {
      store.setState({ error: undefined });
      loop?.retry();
    },
    code() {
      const { arithmetic } = store.getState();
      return isEmpty(arithmetic) ? undefined : encodeArithmetic(arithmetic, catalogue);
    },
  };
}
