'use client';

import { Command } from 'cmdk';
import { Check, ChevronsUpDown, Search } from 'lucide-react';
import { useState, type ReactNode } from 'react';

import { classes } from './classes';
import { Popover } from './popover';

export interface ComboboxOption {
  readonly value: string;
  readonly label: string;
  /** A quiet remark behind the label, e.g. a number of pictures. */
  readonly detail?: string;
  /** A heading that it stands under; options of one group follow each other. */
  readonly group?: string;
  readonly disabled?: boolean;
}

export interface ComboboxProps {
  /** The name of the choice, e.g. "Painter". */
  label: string;
  /** The chosen option; undefined shows the placeholder. */
  value?: string | undefined;
  onValueChange: (value: string) => void;
  options: readonly ComboboxOption[];
  placeholder?: string;
  searchPlaceholder?: string;
  /** When the search finds nothing. */
  emptyText?: string;
  /** Takes the place of the usual button, which shows the chosen option. */
  trigger?: ReactNode;
  disabled?: boolean;
  className?: string;
}

/** One of many, found by typing. Accents need not be typed ("gerome" finds "Gérôme"). */
export function Combobox({
  label,
  value,
  onValueChange,
  options,
  placeholder = 'Choose…',
  searchPlaceholder = 'Search',
  emptyText = 'Nothing found',
  trigger,
  disabled = false,
  className,
}: ComboboxProps) {
  const [open, setOpen] = useState(false);
  const chosen = options.find((option) => option.value === value);
  const groups = [...new Set(options.map(({ group }) => group))];
  return (
    <Popover
      label={label}
      open={open}
      onOpenChange={setOpen}
      className="w-72 overflow-hidden p-0"
      trigger={
        trigger ?? (
          <button
            type="button"
            disabled={disabled}
            aria-label={`${label}: ${chosen?.label ?? placeholder}`}
            className={classes(
              'touch-target inline-flex min-w-0 items-center justify-between gap-2 rounded-lg border border-edge bg-surface px-3 text-left text-sm hover:bg-raised disabled:opacity-50',
              className,
            )}
          >
            <span className={classes('truncate', chosen === undefined && 'text-muted')}>
              {chosen?.label ?? placeholder}
            </span>
            <ChevronsUpDown className="size-4 shrink-0 text-muted" />
          </button>
        )
      }
    >
      <Command
        label={label}
        {...(value === undefined ? {} : { defaultValue: value })}
        filter={(id, search) => {
          const option = options.find((candidate) => candidate.value === id);
          return matches(option?.label ?? id, search) ? 1 : 0;
        }}
      >
        <div className="flex items-center gap-2 border-b border-line px-3">
          <Search aria-hidden className="size-4 shrink-0 text-muted" />
          <Command.Input
            placeholder={searchPlaceholder}
            className="h-11 w-full bg-transparent text-sm outline-none placeholder:text-muted"
          />
        </div>
        <Command.List className="max-h-72 overflow-y-auto p-1">
          <Command.Empty className="px-3 py-4 text-sm text-muted">{emptyText}</Command.Empty>
          {groups.map((group) => (
            <Command.Group
              key={group ?? ''}
              heading={group}
              className="[&_[cmdk-group-heading]]:px-3 [&_[cmdk-group-heading]]:pt-3 [&_[cmdk-group-heading]]:pb-1 [&_[cmdk-group-heading]]:text-xs [&_[cmdk-group-heading]]:text-muted"
            >
              {options
                .filter((option) => option.group === group)
                .map((option) => (
                  <Command.Item
                    key={option.value}
                    value={option.value}
                    disabled={option.disabled ?? false}
                    onSelect={() => {
                      setOpen(false);
                      onValueChange(option.value);
                    }}
                    className="touch-target flex cursor-default items-center gap-2 rounded-lg px-3 text-sm select-none data-[disabled=true]:opacity-45 data-[selected=true]:bg-accent-soft"
                  >
                    <span className="grow">{option.label}</span>
                    {option.detail !== undefined && (
                      <span className="text-xs text-muted tabular-nums">{option.detail}</span>
                    )}
                    {option.value === value && <Check className="size-4 text-accent" />}
                  </Command.Item>
                ))}
            </Command.Group>
          ))}
        </Command.List>
      </Command>
    </Popover>
  );
}

/** Whether every typed word begins a word of the label; case and accents do not count. */
export function matches(label: string, search: string): boolean {
  const words = fold(label).split(/[\s-]+/);
  return fold(search)
    .split(/[\s-]+/)
    .filter((part) => part !== '')
    .every((part) => words.some((word) => word.startsWith(part)));
}

function fold(text: string): string {
  return text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
}
