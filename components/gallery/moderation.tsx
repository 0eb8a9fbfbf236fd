'use client';

import { useRouter } from 'next/navigation';

import { attempt } from '@/components/studio/context';
import { Button } from '@/components/ui/button';
import { toast } from '@/components/ui/toast-store';

import { askServer } from './ask-server';
import type { ShownWork, WorkViewer } from './shown-work';
import { forgetWalls } from './walls';

/** Over a hidden work: why so few see it, and for administrators the way back. */
export function Moderation({ work, viewer }: { work: ShownWork; viewer: WorkViewer }) {
  return (
    <div className="mx-4 mb-4 flex flex-wrap items-center gap-x-4 gap-y-2 rounded-xl border border-edge bg-surface px-4 py-3 lg:mx-0">
      <p className="grow">
        {work.isOwn
          ? 'Hidden: it was reported, or an administrator took it out of sight. You alone and administrators see it.'
          : 'Hidden from everybody but its author and administrators.'}
      </p>
      {viewer.isAdministrator && <Settle id={work.id} isHidden />}
    </div>
  );
}

/** An administrator's word: hide, or leave in sight. Reports of before are settled by it. */
export function Settle({ id, isHidden }: { id: string; isHidden: boolean }) {
  const router = useRouter();
  const settle = async (method: 'PUT' | 'DELETE', said: string) => {
    await askServer(`/works/${id}/hidden`, { method });
    forgetWalls();
    toast({ title: said });
    router.refresh();
  };
  return (
    <div className="flex gap-2">
      <Button size="small" onClick={() => attempt(() => settle('DELETE', 'In sight.'))}>
        {isHidden ? 'Show it again' : 'Leave it in sight'}
      </Button>
      <Button
        size="small"
        variant="danger"
        onClick={() => attempt(() => settle('PUT', 'Out of sight.'))}
      >
        {isHidden ? 'Keep it hidden' : 'Hide it'}
      </Button>
    </div>
  );
}
