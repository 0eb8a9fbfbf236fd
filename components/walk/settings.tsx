'use client';

import { Brush, CloudUpload, Dices, Link, Link2 } from 'lucide-react';
import { useRouter } from 'next/navigation';

import { keepOnline } from '@/components/gallery/keep-online-store';
import { copyLink } from '@/components/points/copy-link';
import { copyShortLink } from '@/components/points/copy-short-link';
import { factsOfModel } from '@/components/points/model-of';
import { UndoButtons } from '@/components/points/undo-buttons';
import { attempt } from '@/components/studio/context';
import { Button } from '@/components/ui/button';
import { NumberField } from '@/components/ui/number-field';
import { Select } from '@/components/ui/select';
import { Switch } from '@/components/ui/switch';
import { randomPoint } from '@/lib/latent/blend';
import { encodePoint } from '@/lib/latent/codec';
import { LEG_SECONDS } from '@/lib/latent/walk';
import { getOrigins } from '@/lib/studio/browser';
import { newSeed } from '@/lib/studio/id';
import { pathOfPoint } from '@/lib/studio/links';
import { parentsOfPoints } from '@/lib/studio/parents';
import { catalogue } from '@/models/registry';

import { usePlayer, useWalkController } from './context';
import { commonLeg, DEFAULT_LEG_SECONDS, setAllLegs, setInterpolation, setLoop } from './edits';

/** How the walk goes, and what to do with it. */
export function Settings() {
  const controller = useWalkController();
  const walk = usePlayer((state) => state.walk);
  return (
    <div className="flex flex-col gap-5">
      <Select
        label="Way from picture to picture"
        value={walk.interpolation}
        onValueChange={(way) =>
          controller.edit(way === 'spline' ? 'Smooth way.' : 'Straight way.', (now) =>
            setInterpolation(now, way),
          )
        }
        options={[
          { value: 'spline', label: 'Smooth, without a corner' },
          { value: 'slerp', label: 'Straight, picture by picture' },
        ]}
      />
      <NumberField
        label="Time for every leg"
        value={commonLeg(walk)}
        min={LEG_SECONDS.min}
        max={LEG_SECONDS.max}
        step={0.5}
        digits={1}
        unit="s"
        disabled={walk.keyframes.length < 2}
        className="justify-between"
        onValueChange={(seconds) =>
          controller.edit(
            `${seconds} seconds for every leg.`,
            (now) => setAllLegs(now, seconds),
            'all legs',
          )
        }
      />
      <Switch
        label="Go round and round"
        checked={walk.loop}
        onCheckedChange={(loop) =>
          controller.edit(loop ? 'Goes round.' : 'Ends at the last picture.', (now) =>
            setLoop(now, loop),
          )
        }
      />
      <Actions />
    </div>
  );
}

function Actions() {
  const controller = useWalkController();
  const router = useRouter();
  const empty = usePlayer((state) => state.walk.keyframes.length === 0);
  const model = usePlayer((state) => state.walk.model);

  const keep = () => {
    const code = controller.code();
    const { keyframes } = controller.player.store.getState().walk;
    const points = keyframes.map(({ point }) => point);
    const [picture] = points;
    if (code === undefined || !picture) return;
    keepOnline({
      ...{ kind: 'walk', code },
      picture: encodePoint(picture, catalogue),
      parents: parentsOfPoints(points, getOrigins()),
    });
  };
  const rollAll = () =>
    controller.edit('Another walk.', (walk) => ({
      ...walk,
      keyframes: Array.from({ length: Math.max(4, walk.keyframes.length) }, (_, i) => ({
        point: randomPoint(newSeed(), factsOfModel(model)),
        seconds: walk.keyframes[i]?.seconds ?? DEFAULT_LEG_SECONDS,
      })),
    }));

  return (
    <div className="flex flex-col gap-2">
      <Button
        variant="primary"
        disabled={empty}
        onClick={() =>
          attempt(async () => {
            const code = controller.code();
            if (code !== undefined) await copyLink(`/walk/${code}`, 'this very walk');
          })
        }
      >
        <Link2 aria-hidden /> Copy link
      </Button>
      <div className="grid grid-cols-2 gap-2">
        <Button
          disabled={empty}
          onClick={() =>
            attempt(async () => {
              const code = controller.code();
              if (code !== undefined) await copyShortLink(code, 'this very walk');
            })
          }
        >
          <Link aria-hidden /> Short link
        </Button>
        <Button disabled={empty} onClick={() => attempt(keep)}>
          <CloudUpload aria-hidden /> Keep online…
        </Button>
      </div>
      <Button
        disabled={empty}
        onClick={() =>
          attempt(() => {
            const point = controller.player.here();
            if (point) router.push(pathOfPoint(point, catalogue));
          })
        }
      >
        <Brush aria-hidden /> Open this moment in the Studio
      </Button>
      <div className="flex items-center gap-1">
        <Button variant="quiet" onClick={() => attempt(rollAll)}>
          <Dices aria-hidden /> Another walk
        </Button>
        <span className="grow" />
        <UndoButtons undo={controller} />
      </div>
    </div>
  );
}
