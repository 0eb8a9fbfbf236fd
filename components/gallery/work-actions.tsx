'use client';

import {
  Code,
  Ellipsis,
  EyeOff,
  Flag,
  Link2,
  Link as LinkIcon,
  Pencil,
  Star,
  Trash2,
} from 'lucide-react';
import { useRouter } from 'next/navigation';
import { useState } from 'react';

import { copyLink } from '@/components/points/copy-link';
import { copyShortLink } from '@/components/points/copy-short-link';
import { attempt } from '@/components/studio/context';
import { Button } from '@/components/ui/button';
import { classes } from '@/components/ui/classes';
import { IconButton } from '@/components/ui/icon-button';
import { Menu, MenuItem } from '@/components/ui/menu';
import { toast } from '@/components/ui/toast-store';

import { askServer, SignInNeeded } from './ask-server';
import { DeleteDialog } from './delete-dialog';
import { EditDialog } from './edit-dialog';
import { EmbedDialog } from './embed-dialog';
import { ReportDialog } from './report-dialog';
import type { ShownWork, WorkViewer } from './shown-work';
import { signInPath } from './sign-in-path';
import { forgetWalls } from './walls';

type Open = 'embed' | 'report' | 'edit' | 'delete' | undefined;

interface Props {
  work: ShownWork;
  viewer: WorkViewer;
  embedSide: number;
}

/** What one can do with a work, besides growing from it. */
export function WorkActions({ work, viewer, embedSide }: Props) {
  const [open, setOpen] = useState<Open>();
  const router = useRouter();
  const close = () => setOpen(undefined);
  const hide = async () => {
    await askServer(`/works/${work.id}/hidden`, { method: 'PUT' });
    forgetWalls();
    toast({ title: 'Nobody sees it now but its author and administrators.' });
    router.refresh();
  };
  return (
    <div className="-ml-2 flex flex-wrap items-center gap-x-1 gap-y-2">
      <StarButton work={work} />
      <Button
        variant="quiet"
        className="!px-3"
        onClick={() => attempt(() => copyLink(`/works/${work.id}`, 'this page'))}
      >
        <Link2 aria-hidden /> Copy link
      </Button>
      {work.resolution !== undefined && (
        <IconButton
          label="Copy short link"
          onClick={() => attempt(() => copyShortLink(work.code, 'the work itself'))}
        >
          <LinkIcon />
        </IconButton>
      )}
      {work.visibility !== 'private' && !work.isHidden && (
        <IconButton label="Embed" onClick={() => setOpen('embed')}>
          <Code />
        </IconButton>
      )}
      {work.isOwn && (
        <IconButton label="Edit" onClick={() => setOpen('edit')}>
          <Pencil />
        </IconButton>
      )}
      <Menu
        trigger={
          <IconButton label="More">
            <Ellipsis />
          </IconButton>
        }
      >
        {work.isOwn && (
          <MenuItem icon={<Trash2 aria-hidden />} danger onSelect={() => setOpen('delete')}>
            Delete…
          </MenuItem>
        )}
        {!work.isOwn && (
          <MenuItem icon={<Flag aria-hidden />} onSelect={() => setOpen('report')}>
            Report…
          </MenuItem>
        )}
        {viewer.isAdministrator && !work.isHidden && work.visibility !== 'private' && (
          <MenuItem icon={<EyeOff aria-hidden />} onSelect={() => attempt(hide)}>
            Hide from everybody
          </MenuItem>
        )}
      </Menu>
      {open === 'embed' && <EmbedDialog work={work} side={embedSide} onClose={close} />}
      {open === 'report' && <ReportDialog work={work} viewer={viewer} onClose={close} />}
      {open === 'edit' && <EditDialog work={work} onClose={close} />}
      {open === 'delete' && <DeleteDialog work={work} onClose={close} />}
    </div>
  );
}

function StarButton({ work }: { work: ShownWork }) {
  const router = useRouter();
  const [stars, setStars] = useState(work.stars);
  const [isBusy, setBusy] = useState(false);
  const toggle = async () => {
    if (isBusy) return;
    const before = stars;
    const isMine = !before.isMine;
    setBusy(true);
    // At once; the server's count follows.
    setStars({ isMine, count: before.count + (isMine ? 1 : -1) });
    try {
      const method = isMine ? 'PUT' : 'DELETE';
      setStars(await askServer(`/works/${work.id}/star`, { method }));
    } catch (thrown) {
      setStars(before);
      if (!(thrown instanceof SignInNeeded)) throw thrown;
      toast({
        title: 'Sign in to give a star.',
        action: { label: 'Sign in', run: () => router.push(signInPath(`/works/${work.id}`)) },
      });
    } finally {
      setBusy(false);
    }
  };
  return (
    <Button
      variant="quiet"
      aria-pressed={stars.isMine}
      aria-label={`Star, ${stars.count} so far`}
      onClick={() => attempt(toggle)}
      className="!px-3"
    >
      <Star
        aria-hidden
        fill={stars.isMine ? 'currentColor' : 'none'}
        className={classes(stars.isMine && 'text-accent')}
      />
      <span className="tabular-nums">{stars.count}</span>
    </Button>
  );
}
