'use client';

import { Ellipsis } from 'lucide-react';
import { memo } from 'react';

import { IconButton } from '@/components/ui/icon-button';
import { Menu, MenuItem, MenuSeparator } from '@/components/ui/menu';
import { copyLinkAction } from '@/lib/studio/actions/copy-link';
import { copyShortLinkAction } from '@/lib/studio/actions/copy-short-link';
import { downloadAction, downloadOriginalAction } from '@/lib/studio/actions/download';
import { keepOnlineAction } from '@/lib/studio/actions/keep-online';
import { openFileAction } from '@/lib/studio/actions/open-file';
import { pasteLinkAction } from '@/lib/studio/actions/paste-link';
import { paintInStyleAction, useAsStyleAction } from '@/lib/studio/actions/transfer';
import { openHelpAction, openPaletteAction, singleKeysAction } from '@/lib/studio/actions/view';
import { mixInWords } from '@/lib/studio/describe';

import { ActionButton } from './action-button';
import { runAction, useInstrument, useStudio } from './context';
import { EngineDetails } from './engine-details';
import { ActionIcon } from './icons';

/** What hangs beside a picture in a museum: who, what, and that it is generated. */
export function Caption({ className }: { className?: string }) {
  const { studio } = useInstrument();
  const point = useStudio((state) => state.scene.point);
  const model = studio.modelOf(point);
  return (
    <div className={className}>
      <Dealings />
      <p className="font-medium max-lg:truncate max-lg:py-1 max-lg:text-center lg:mt-1 lg:min-h-[2.75em] lg:text-lg lg:leading-snug">
        {mixInWords(point.mix, model).map((part, i, all) => (
          // A share stays together; the first names give way where there is little room.
          <span key={part.classId} className="inline-block">
            {part.share}
            {all.length < 3 && (
              <span className={all.length > 1 ? 'max-lg:hidden' : ''}>{part.firstNames}</span>
            )}
            {part.lastName}
            {i < all.length - 1 && <>,&nbsp;</>}
          </span>
        ))}
      </p>
    </div>
  );
}

/** What one does with a picture as a whole; does not change while it is dragged. */
const Dealings = memo(function Dealings() {
  return (
    <div className="flex items-center justify-between gap-3 max-lg:hidden">
      <p className="truncate text-sm text-muted">Generated here</p>
      <div className="-mr-2 flex shrink-0">
        <ActionButton action={keepOnlineAction} side="bottom" />
        <ActionButton action={copyLinkAction} side="bottom" />
        <ActionButton action={copyShortLinkAction} side="bottom" />
        <ActionButton action={downloadAction} side="bottom" />
        <EngineDetails />
        <MoreMenu />
      </div>
    </div>
  );
});

/** What is needed now and then. */
export function MoreMenu() {
  const instrument = useInstrument();
  const item = (action: typeof openFileAction) => (
    <MenuItem
      key={action.id}
      icon={<ActionIcon name={action.icon} />}
      shortcut={action.shortcuts?.[0]}
      onSelect={() => runAction(action, instrument)}
    >
      {action.label}
    </MenuItem>
  );
  return (
    <Menu
      trigger={
        <IconButton label="More" side="bottom">
          <Ellipsis />
        </IconButton>
      }
    >
      {[keepOnlineAction, copyLinkAction, copyShortLinkAction].map(item)}
      <MenuSeparator />
      {[downloadAction, downloadOriginalAction, openFileAction, pasteLinkAction].map(item)}
      <MenuSeparator />
      {[paintInStyleAction, useAsStyleAction].map(item)}
      <MenuSeparator />
      {[openPaletteAction, singleKeysAction, openHelpAction].map(item)}
    </Menu>
  );
}
