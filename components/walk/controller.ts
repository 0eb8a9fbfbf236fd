/** The walk that is being made: its player, its changes, its link. No React. */
import { createUndo, type Undo } from '@/components/points/undo';
import { encodeWalk } from '@/lib/latent/codec';
import type { ModelFacts } from '@/lib/latent/point';
import type { Walk } from '@/lib/latent/walk';

import type { Player } from './player';

export interface WalkController extends Undo<Walk> {
  readonly player: Player;
  /** The code of the walk's link; undefined for an empty walk. @throws SfumatoError when it is too long. */
  code(): string | undefined;
}

export function createWalkController(
  player: Player,
  catalogue: readonly ModelFacts[],
): WalkController {
  const walk = () => player.store.getState().walk;
  return {
    ...createUndo({ get: walk, set: player.edit }),
    player,
    code: () => (walk().keyframes.length === 0 ? undefined : encodeWalk(walk(), catalogue)),
  };
}
