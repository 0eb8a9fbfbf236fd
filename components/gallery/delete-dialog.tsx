'use client';

import { useRouter } from 'next/navigation';
import { useState } from 'react';

import { Button } from '@/components/ui/button';
import { Dialog } from '@/components/ui/dialog';
import { toast } from '@/components/ui/toast-store';
import { toSfumatoError } from '@/lib/errors';
import { getOrigins } from '@/lib/studio/browser';

import { askServer } from './ask-server';
import type { ShownWork } from './shown-work';
import { forgetWalls } from './walls';

/** Asks once more, because this cannot be taken back. */
export function DeleteDialog({ work, onClose }: { work: ShownWork; onClose: () => void }) {
  const router = useRouter();
  const [isBusy, setBusy] = useState(false);
  const [problem, setProblem] = useState<string>();
  const remove = async () => {
    setBusy(true);
    try {
      await askServer(`/works/${work.id}/record`, { method: 'DELETE' });
      getOrigins().forget(work.id);
      forgetWalls();
      toast({ title: 'Deleted.' });
      router.push('/gallery');
      // The way back leads to lists that are fetched anew.
      router.refresh();
    } catch (thrown) {
      setProblem(toSfumatoError(thrown).message);
      setBusy(false);
    }
  };
  return (
    <Dialog
      open
      onOpenChange={onClose}
      title="Delete this work?"
      description={
        work.children > 0
          ? 'What others made of it stays, with a parent that has neither name nor picture. This cannot be taken back.'
          : 'With its stars and its place in the family tree. This cannot be taken back.'
      }
      footer={
        <>
          <Button onClick={onClose}>Keep it</Button>
          <Button variant="danger" disabled={isBusy} onClick={() => void remove()}>
            Delete
          </Button>
        </>
      }
    >
      <p className="pt-2 font-medium break-words">{work.title}</p>
      {problem !== undefined && (
        <p role="alert" className="mt-3 text-sm text-danger">
          {problem}
        </p>
      )}
    </Dialog>
  );
}
