'use client';

import { useId } from 'react';

import type { Visibility, WorkWords } from './keep-online-store';

const CHOICES: readonly { value: Visibility; label: string; detail: string }[] = [
  { value: 'private', label: 'Private', detail: 'you alone see it' },
  { value: 'link', label: 'By link', detail: 'whoever has the address sees it' },
  { value: 'public', label: 'Public', detail: 'in the gallery, with your name' },
];

const FIELD =
  'w-full rounded-lg border border-edge bg-surface px-3 py-2 placeholder:text-muted disabled:opacity-60';

interface Props {
  words: WorkWords;
  /** Told of what was typed or chosen, and of nothing else. */
  onChange: (changed: Partial<WorkWords>) => void;
  /** Who is in the picture: what it is called without a title. */
  fallbackTitle: string;
  disabled: boolean;
}

/** What people say of a work, and to whom. */
export function WorkFields({ words, onChange, fallbackTitle, disabled }: Props) {
  const id = useId();
  return (
    <div className="flex flex-col gap-4">
      <div>
        <label htmlFor={`${id}t`} className="text-sm font-medium">
          Title
        </label>
        <input
          id={`${id}t`}
          value={words.title}
          onChange={(event) => onChange({ title: event.target.value })}
          maxLength={120}
          placeholder={fallbackTitle}
          autoComplete="off"
          disabled={disabled}
          className={`${FIELD} touch-target mt-1`}
        />
      </div>
      <div>
        <label htmlFor={`${id}n`} className="text-sm font-medium">
          Note
        </label>
        <textarea
          id={`${id}n`}
          value={words.note}
          onChange={(event) => onChange({ note: event.target.value })}
          maxLength={2000}
          rows={3}
          placeholder="What you were after, if you like"
          disabled={disabled}
          className={`${FIELD} mt-1 block resize-y`}
        />
      </div>
      <fieldset disabled={disabled}>
        <legend className="text-sm font-medium">Who may see it</legend>
        <div className="mt-1 grid gap-1.5">
          {CHOICES.map(({ value, label, detail }) => (
            <label
              key={value}
              className="touch-target flex items-center gap-3 rounded-lg border border-line px-3 py-1.5 has-checked:border-accent has-checked:bg-accent-soft"
            >
              <input
                type="radio"
                name={`${id}v`}
                value={value}
                checked={words.visibility === value}
                onChange={() => onChange({ visibility: value })}
                className="size-4 accent-(--accent)"
              />
              <span>
                <span className="font-medium">{label}</span>{' '}
                <span className="text-sm text-muted">{detail}</span>
              </span>
            </label>
          ))}
        </div>
      </fieldset>
    </div>
  );
}
