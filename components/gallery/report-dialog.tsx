'use client';

import { useId, useState } from 'react';

import { Button } from '@/components/ui/button';
import { Dialog } from '@/components/ui/dialog';
import { Select } from '@/components/ui/select';
import { toast } from '@/components/ui/toast-store';
import { toSfumatoError } from '@/lib/errors';

import { askServer } from './ask-server';
import { REPORT_REASONS } from './report-words';
import type { ShownWork, WorkViewer } from './shown-work';
import { signInPath } from './sign-in-path';

interface Props {
  work: ShownWork;
  viewer: WorkViewer;
  onClose: () => void;
}

/** Tells the administrators that something is wrong with a work. */
export function ReportDialog({ work, viewer, onClose }: Props) {
  const id = useId();
  const [reason, setReason] = useState<(typeof REPORT_REASONS)[number]['value']>('hurts');
  const [words, setWords] = useState('');
  const [isBusy, setBusy] = useState(false);
  const [problem, setProblem] = useState<string>();
  const send = async () => {
    setBusy(true);
    try {
      await askServer(`/works/${work.id}/report`, { method: 'POST', body: { reason, words } });
      toast({ title: 'Thank you. Somebody will look at it.' });
      onClose();
    } catch (thrown) {
      setProblem(toSfumatoError(thrown).message);
      setBusy(false);
    }
  };
  if (!viewer.isSignedIn) {
    return (
      <Dialog
        open
        onOpenChange={onClose}
        title="Report this work"
        description="Reports come from accounts, so that each person counts once."
        footer={
          <Button variant="primary" asChild>
            <a href={signInPath(`/works/${work.id}`)}>Sign in</a>
          </Button>
        }
      >
        {null}
      </Dialog>
    );
  }
  return (
    <Dialog
      open
      onOpenChange={onClose}
      title="Report this work"
      description="The author does not learn who said it."
      footer={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button variant="primary" disabled={isBusy} onClick={() => void send()}>
            Report
          </Button>
        </>
      }
    >
      <div className="flex flex-col gap-4 pt-2">
        <Select
          label="What is wrong"
          value={reason}
          onValueChange={setReason}
          options={REPORT_REASONS}
        />
        <div>
          <label htmlFor={id} className="text-sm font-medium">
            In your words
          </label>
          <textarea
            id={id}
            value={words}
            onChange={(event) => setWords(event.target.value)}
            maxLength={500}
            rows={3}
            className="mt-1 block w-full resize-y rounded-lg border border-edge bg-surface px-3 py-2"
          />
        </div>
        {problem !== undefined && (
          <p role="alert" className="text-sm text-danger">
            {problem}
          </p>
        )}
      </div>
    </Dialog>
  );
}
