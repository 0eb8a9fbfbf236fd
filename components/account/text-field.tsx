import { useId, type ComponentProps } from 'react';

export interface TextFieldProps extends Omit<ComponentProps<'input'>, 'className' | 'id'> {
  label: string;
  /** A sentence under the field. */
  hint?: string;
}

/** A line of text with its label over it. */
export function TextField({ label, hint, ...rest }: TextFieldProps) {
  const id = useId();
  return (
    <div className="flex min-w-0 grow flex-col gap-1.5">
      <label htmlFor={id} className="text-sm font-medium">
        {label}
      </label>
      <input
        id={id}
        {...(hint === undefined ? {} : { 'aria-describedby': `${id}-hint` })}
        // 16 px: phones zoom in on anything smaller.
        className="h-11 w-full rounded-lg border border-edge bg-surface px-3 text-base placeholder:text-muted"
        {...rest}
      />
      {hint !== undefined && (
        <p id={`${id}-hint`} className="text-sm text-muted">
          {hint}
        </p>
      )}
    </div>
  );
}
