'use client';

import {
  CloudUpload,
  Columns2,
  Download,
  Image,
  Link,
  Link2,
  Share2,
  SquareSplitHorizontal,
} from 'lucide-react';

import { UndoButtons } from '@/components/points/undo-buttons';
import { attempt } from '@/components/studio/context';
import { Button } from '@/components/ui/button';
import { IconButton } from '@/components/ui/icon-button';
import { Menu, MenuItem } from '@/components/ui/menu';
import { Select } from '@/components/ui/select';
import { sizeWith } from '@/lib/image/reduce';
import { defaultSide, sidesFor } from '@/lib/transfer/sizes';

import { useController, useTransfer, useTransferState } from './context';
import { savePainting } from './save';
import { copyLinkToStyles, copyShortLinkToStyles, keepStylesOnline } from './share';
import { setView, useView, VIEWS, type View } from './view';

/** What can be done with the painting. */
export function ResultBar() {
  const controller = useController();
  const { stylizer } = useTransfer();
  const content = useTransferState((state) => state.content);
  const hasStyle = useTransferState((state) => state.settings.styles.length > 0);
  return (
    <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
      <Views />
      <div className="flex items-center">
        <UndoButtons undo={controller.undo} />
      </div>
      <div className="flex grow flex-wrap items-center gap-2 sm:justify-end">
        {content && <SizeChoice />}
        <Menu
          trigger={
            <Button size="small" disabled={!hasStyle}>
              <Share2 aria-hidden /> Share
            </Button>
          }
        >
          {SHARING.map(([label, icon, run]) => (
            <MenuItem
              key={label}
              icon={icon}
              onSelect={() => attempt(() => run(controller, stylizer))}
            >
              {label}
            </MenuItem>
          ))}
        </Menu>
        <Menu
          trigger={
            <Button size="small" disabled={!content || !hasStyle}>
              <Download aria-hidden /> Download
            </Button>
          }
        >
          <MenuItem
            shortcut="Mod+S"
            onSelect={() => attempt(() => savePainting(controller, 'image/png'))}
          >
            PNG, exact
          </MenuItem>
          <MenuItem onSelect={() => attempt(() => savePainting(controller, 'image/jpeg'))}>
            JPEG, smaller
          </MenuItem>
        </Menu>
      </div>
    </div>
  );
}

/** What can be done with the styles; the picture has no part in it. */
const SHARING = [
  ['Copy a link to these styles', <Link2 key="link" />, copyLinkToStyles],
  ['Copy a short link', <Link key="short" />, copyShortLinkToStyles],
  ['Keep these styles online…', <CloudUpload key="keep" />, keepStylesOnline],
] as const;

const LABELS: Readonly<Record<View, readonly [label: string, icon: React.ReactNode]>> = {
  painting: ['The painting alone', <Image key="painting" />],
  slider: ['Slide between your picture and the painting', <SquareSplitHorizontal key="slider" />],
  beside: ['Your picture and the painting side by side', <Columns2 key="beside" />],
};

function Views() {
  const view = useView();
  return (
    <div role="group" aria-label="View" className="flex">
      {VIEWS.map((name, i) => (
        <IconButton
          key={name}
          label={LABELS[name][0]}
          shortcut={`Alt+${i + 1}`}
          pressed={view === name}
          onClick={() => setView(name)}
        >
          {LABELS[name][1]}
        </IconButton>
      ))}
    </div>
  );
}

function SizeChoice() {
  const controller = useController();
  const content = useTransferState((state) => state.content);
  const side = useTransferState((state) => state.side);
  if (!content) return null;
  const sides = sidesFor(content, controller.largest);
  const usual = defaultSide(content, controller.largest);
  const chosen = Math.min(side ?? usual, controller.largest);
  const all = [...new Set([...sides, chosen])].sort((a, b) => a - b);
  return (
    <Select
      label="Size of the result"
      hideLabel
      value={String(chosen)}
      onValueChange={(value) => controller.set({ side: Number(value) })}
      options={all.map((longer) => {
        const { width, height } = sizeWith(content, longer);
        return { value: String(longer), label: `${width} × ${height}` };
      })}
    />
  );
}
