'use client';

import { ArrowRightLeft, ExternalLink, Trash2 } from 'lucide-react';
import { useRouter } from 'next/navigation';
import { useRef } from 'react';

import { nameOfPoint } from '@/components/points/model-of';
import { attempt } from '@/components/studio/context';
import { PointPicture } from '@/components/studio/point-picture';
import { focusItem } from '@/components/ui/focus-item';
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
  const button = useRef<HTMLButtonElement>(null);
  /** Does what takes the picture away; the focus goes on to the next, or to where one is added. */
  const leaving = (edit: () => void) => {
    const list = button.current?.closest('ul');
    edit();
    focusItem(list, '[data-member]', index, () => list?.querySelector<HTMLElement>('[data-add]'));
  };
  const remove = () =>
    leaving(() =>
      controller.edit(`Took ${name} out of ${letter}.`, (now) => removeFromTile(now, tile, index)),
    );

  return (
    <Menu
      align="start"
      trigger={
        <button
          ref={button}
          type="button"
          data-member
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
              leaving(() =>
                controller.edit(`Moved to ${other.toUpperCase()}.`, (now) =>
                  moveToTile(now, tile, index, other),
                ),
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
