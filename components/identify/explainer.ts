/** What in a picture decided: asked of the model, once for each artist. No React. */
import type { StoreApi } from 'zustand/vanilla';

import { toSfumatoError } from '@/lib/errors';
import { isAnswerOf } from '@/lib/identify/answer';
import type { Picture } from '@/lib/image/picture';

import type { IdentifyParts, IdentifyState } from './contract';
import type { Explanation } from './entry';

export interface ExplainerParts extends Pick<IdentifyParts, 'engine' | 'classifier' | 'restore'> {
  readonly store: StoreApi<IdentifyState>;
}

export interface Explainer {
  /**
   * Remembers the picture that was judged last; undefined where it is too large to be held.
   * Questions about it are answered from what was judged, others from the copy.
   */
  remember(id: string, picture: Picture | undefined): void;
  /** See `IdentifyController.explain`. */
  explain(id: string, artist: string): void;
  forget(gone: ReadonlySet<string>): void;
}

export const explanationKey = (id: string, artist: string) => `${id} ${artist}`;

export function createExplainer(parts: ExplainerParts): Explainer {
  const { store, engine, classifier } = parts;
  let judged: { readonly id: string; readonly picture: Picture } | undefined;
  const find = (id: string) => store.getState().entries.find((entry) => entry.id === id);

  return {
    remember(id, picture) {
      judged = picture && { id, picture };
    },
    explain(id, artist) {
      const { copy, identification } = find(id) ?? {};
      const key = explanationKey(id, artist);
      const known = store.getState().explanations.get(key);
      if (!copy || (known && known.state !== 'failed')) return;
      // Another version of the model would tell of another answer.
      if (!identification || !isAnswerOf(identification, classifier)) return;
      const picture = judged?.id === id ? Promise.resolve(judged.picture) : parts.restore(copy);
      const set = (explanation: Explanation) =>
        store.setState(({ explanations }) => ({
          explanations: new Map(explanations).set(key, explanation),
        }));
      set({ state: 'looking' });
      picture
        .then((seen) => engine.explain(classifier.id, seen, artist))
        .then(
          (map) => find(id) && set({ state: 'ready', map }),
          (thrown: unknown) =>
            find(id) && set({ state: 'failed', message: toSfumatoError(thrown).message }),
        );
    },
    forget(gone) {
      if (judged && gone.has(judged.id)) judged = undefined;
      store.setState(({ explanations }) => ({
        explanations: new Map(
          [...explanations].filter(([key]) => !gone.has(key.slice(0, key.indexOf(' ')))),
        ),
      }));
    },
  };
}
