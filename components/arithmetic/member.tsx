'use client';

import { ArrowRightLeft, ExternalLink, Trash2 } from 'lucide-react';
import { useRouter } from 'next/navigation';

import { nameOfPoint } from '@/components/points/model-of';
import { attempt } from '@/components/studio/context';
import { PointPicture } from '@/components/studio/point-picture';
import { Menu, MenuItem, MenuSeparator } from '@/components/ui/menu';
import type { LatentPoint } from '@/lib/latent/point';
import { pathOfPoint } from '@/lib/studio/links';
import { catalogue } from '@/models/registry';

import { useArithmeticController } from './context';
import { moveToTile, removeFromTile, TILES, type TileName } from './edits';

export interface MemberProps {
  tile: TileName;
  point: LatentPoint;
  index: number;
  count: number;
}

/** One picture of a tile, with what can be done to it. */
export function Member({ tile, point, index, count }: MemberProps) {
  const controller = useArithmeticController();
  const router = useRouter();
  const name = nameOfPoint(point);
  const letter = tile.toUpperCase();
  const remove = () =>
    controller.edit(`Took ${name} out of ${letter}.`, (now) => removeFromTile(now, tile, index));

  return (
    <Menu
      align="start"
      trigger={
        <button
          type="button"
          aria-label={`${name}, ${index + 1} of ${count} in ${letter}`}
          aria-keyshortcuts="Delete"
          title={name}
          onKeyDown={(event) => {
            if (event.key === 'Delete' || event.key === 'Backspace') remove();
          }}
          className="block size-11 overflow-hidden rounded-md hover:brightness-110"
        >
          <PointPicture point={point} />
        </button>
      }
    >
      {TILES.filter((other) => other !== tile).map((other) => (
        <MenuItem
          key={other}
          icon={<ArrowRightLeft />}
          onSelect={() =>
            attempt(() =>
              controller.edit(`Moved to ${other.toUpperCase()}.`, (now) =>
                moveToTile(now, tile, index, other),
              ),
            )
          }
        >
          Move to {other.toUpperCase()}
        </MenuItem>
      ))}
      <MenuItem icon={<ExternalLink />} onSelect={() => router.push(pathOfPoint(point, catalogue))}>
        Open in the Studio
      </MenuItem>
      <MenuSeparator />
      <MenuItem icon={<Trash2 />} danger shortcut="Delete" onSelect={remove}>
        Take out
      </MenuItem>
    </Menu>
  );
}
