'use client';

import { useEffect, useState } from 'react';

import { factsOfModel } from '@/components/points/model-of';
import { WalkProvider } from '@/components/walk/context';
import { createWalkController } from '@/components/walk/controller';
import { createPlayer } from '@/components/walk/player';
import { Stage } from '@/components/walk/stage';
import { Transport } from '@/components/walk/transport';
import { decodeWalk } from '@/lib/latent/codec';
import { drawPicture } from '@/lib/studio/browser';
import { catalogue } from '@/models/registry';

/** A walk on its way, with the player of the walk's own screen. */
export function PlayedWalk({ code }: { code: string }) {
  const [controller] = useState(() => createController(code));
  useEffect(() => {
    controller.player.refresh();
    controller.player.play();
    return controller.player.pause;
  }, [controller]);
  return (
    <WalkProvider controller={controller}>
      <Stage />
      <div className="px-4 lg:px-0">
        <Transport />
      </div>
    </WalkProvider>
  );
}

function createController(code: string) {
  const player = createPlayer({
    walk: decodeWalk(code, catalogue),
    draw: drawPicture,
    factsOf: factsOfModel,
    now: () => performance.now(),
    nextFrame: (callback) => requestAnimationFrame(callback),
  });
  return createWalkController(player, catalogue);
}
