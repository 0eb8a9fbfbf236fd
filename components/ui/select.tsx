'use client';

import { Check, ChevronDown } from 'lucide-react';
import { Select as Radix } from 'radix-ui';
import { useId } from 'react';

import { classes } from './classes';
import { useNonce } from './nonce';

export interface SelectOption<Value extends string> {
  readonly value: Value;
  readonly label: string;
}

export interface SelectProps<Value extends string> {
  label: string;
  hideLabel?: boolean;
  value: Value;
  onValueChange: (value: Value) => void;
  options: readonly SelectOption<Value>[];
  disabled?: boolean;
  className?: string;
}

/** One of a few. For long lists see `Combobox`. */
export function Select<Value extends string>({
  label,
  hideLabel = false,
  value,
  onValueChange,
  options,
  disabled = false,
  className,
}: SelectProps<Value>) {
  const id = useId();
  const nonce = useNonce();
  return (
    <div className={classes('flex flex-col gap-1', className)}>
      <label htmlFor={id} className={hideLabel ? 'sr-only' : 'text-sm font-medium'}>
        {label}
      </label>
      <Radix.Root
        value={value}
        onValueChange={(next) => onValueChange(next as Value)}
        disabled={disabled}
      >
        <Radix.Trigger
          id={id}
          className="touch-target inline-flex items-center justify-between gap-2 rounded-lg border border-edge bg-surface px-3 text-sm hover:bg-raised disabled:opacity-50"
        >
          <Radix.Value />
          <Radix.Icon>
            <ChevronDown className="size-4 text-muted" />
          </Radix.Icon>
        </Radix.Trigger>
        <Radix.Portal>
          <Radix.Content
            position="popper"
            sideOffset={4}
            collisionPadding={8}
            className="z-50 max-h-(--radix-select-content-available-height) min-w-(--radix-select-trigger-width) animate-appear overflow-hidden rounded-xl border border-line bg-raised text-ink shadow-lift"
          >
            <Radix.Viewport className="p-1" {...(nonce === undefined ? {} : { nonce })}>
              {options.map((option) => (
                <Radix.Item
                  key={option.value}
                  value={option.value}
                  className="touch-target flex cursor-default items-center justify-between gap-6 rounded-lg px-3 text-sm outline-none select-none data-highlighted:bg-accent-soft"
                >
                  <Radix.ItemText>{option.label}</Radix.ItemText>
                  <Radix.ItemIndicator>
                    <Check className="size-4 text-accent" />
                  </Radix.ItemIndicator>
                </Radix.Item>
              ))}
            </Radix.Viewport>
          </Radix.Content>
        </Radix.Portal>
      </Radix.Root>
    </div>
  );
}
