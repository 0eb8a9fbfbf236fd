'use client';

import { useState, type FormEvent } from 'react';

import { Button } from '@/components/ui/button';
import { Dialog } from '@/components/ui/dialog';

import { ask } from './ask';
import { Problem } from './problem';
import { TextField } from './text-field';
import { useTask } from './use-task';
import { countOf } from './words';

export interface DeleteSectionProps {
  /** Works that go with the account. */
  works: number;
  /** What is to be typed. */
  words: string;
}

/** The way to delete the account: behind a button, and behind words that are typed. */
export function DeleteSection({ works, words }: DeleteSectionProps) {
  const [isOpen, setOpen] = useState(false);
  const [typed, setTyped] = useState('');
  const { isBusy, problem, run } = useTask();
  const isTyped = typed.trim().toLowerCase() === words;
  const remove = async (event: FormEvent) => {
    event.preventDefault();
    await run(async () => {
      await ask('DELETE', '/api/account', { confirmation: typed });
      window.location.replace('/');
    });
  };
  return (
    <div className="flex flex-col items-start gap-4">
      <p className="text-muted">
        Your works, stars, short links and sessions go with it, at once and for good. What others
        grew from your works stays, without your name. What is kept on this device stays, too.
      </p>
      <Button variant="danger" className="h-11" onClick={() => setOpen(true)}>
        Delete my account …
      </Button>
      <Dialog
        open={isOpen}
        onOpenChange={(open) => {
          setOpen(open);
          setTyped('');
        }}
        title="Delete your account?"
        description={
          works === 0
            ? 'There is no way back.'
            : `${countOf(works, 'work')} kept online will be gone. There is no way back.`
        }
      >
        <form onSubmit={(event) => void remove(event)} className="flex flex-col gap-4 pt-2">
          <TextField
            label={`Type “${words}”`}
            autoComplete="off"
            autoCapitalize="off"
            spellCheck={false}
            value={typed}
            onChange={(event) => setTyped(event.target.value)}
          />
          <Problem>{problem}</Problem>
          <div className="flex flex-wrap justify-end gap-2">
            <Button className="h-11" onClick={() => setOpen(false)}>
              Keep it
            </Button>
            <Button type="submit" variant="danger" className="h-11" disabled={!isTyped || isBusy}>
              Delete my account
            </Button>
          </div>
        </form>
      </Dialog>
    </div>
  );
}
