'use client';

import { useRouter } from 'next/navigation';
import { useState } from 'react';

import { Button } from '@/components/ui/button';
import { Dialog } from '@/components/ui/dialog';
import { toSfumatoError } from '@/lib/errors';

import { askServer } from './ask-server';
import type { ShownWork } from './shown-work';
import { forgetWalls } from './walls';
import { WorkFields } from './work-fields';

/** Title, note and who may see one's own work. */
export function EditDialog({ work, onClose }: { work: ShownWork; onClose: () => void }) {
  const router = useRouter();
  const [words, setWords] = useState({
    title: work.givenTitle,
    note: work.note,
    visibility: work.visibility,
  });
  const [isSaving, setSaving] = useState(false);
  const [problem, setProblem] = useState<string>();
  const save = async () => {
    setSaving(true);
    try {
      await askServer(`/works/${work.id}/record`, { method: 'PATCH', body: words });
      forgetWalls();
      onClose();
      router.refresh();
    } catch (thrown) {
      setProblem(toSfumatoError(thrown).message);
      setSaving(false);
    }
  };
  return (
    <Dialog
      open
      onOpenChange={onClose}
      title="Edit"
      footer={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button variant="primary" disabled={isSaving} onClick={() => void save()}>
            Save
          </Button>
        </>
      }
    >
      <WorkFields
        words={words}
        onChange={(changed) => setWords((before) => ({ ...before, ...changed }))}
        fallbackTitle={work.givenTitle === '' ? work.title : 'Without a title'}
        disabled={isSaving}
      />
      {problem !== undefined && (
        <p role="alert" className="mt-4 text-sm text-danger">
          {problem}
        </p>
      )}
    </Dialog>
  );
}
