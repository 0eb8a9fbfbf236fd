'use client';

import { useState, type FormEvent } from 'react';

import { Button } from '@/components/ui/button';
import { toast } from '@/components/ui/toast-store';

import { ask } from './ask';
import { Problem } from './problem';
import { TextField } from './text-field';
import { useTask } from './use-task';

/** The name under one's public works. */
export function NameForm({ name: initial, maxLength }: { name: string; maxLength: number }) {
  const [name, setName] = useState(initial);
  const { isBusy, problem, run } = useTask();
  const save = async (event: FormEvent) => {
    event.preventDefault();
    await run(async () => {
      const answer = (await ask('PATCH', '/api/account', { name })) as { name: string };
      setName(answer.name);
      toast({ title: answer.name === '' ? 'Your works show no name now.' : 'Your name is saved.' });
    });
  };
  return (
    <form onSubmit={(event) => void save(event)} className="flex flex-col gap-3">
      <div className="flex items-end gap-3">
        <TextField
          label="Name that others see"
          name="name"
          autoComplete="nickname"
          maxLength={maxLength}
          value={name}
          onChange={(event) => setName(event.target.value)}
        />
        <Button type="submit" className="h-11" disabled={isBusy}>
          Save
        </Button>
      </div>
      <p className="text-sm text-muted">
        It stands under your public works. Your address is never shown. Leave it empty to stay
        without a name.
      </p>
      <Problem>{problem}</Problem>
    </form>
  );
}
