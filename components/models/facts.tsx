import type { ReactNode } from 'react';

export interface Fact {
  readonly label: string;
  readonly value: ReactNode;
  readonly remark?: string | undefined;
}

/** A few numbers at a glance. */
export function Facts({ facts }: { facts: readonly Fact[] }) {
  return (
    <dl className="grid grid-cols-2 gap-x-6 gap-y-4 sm:grid-cols-4">
      {facts.map(({ label, value, remark }) => (
        <div key={label} className="flex min-w-0 flex-col">
          <dt className="text-sm text-muted">{label}</dt>
          <dd className="text-xl font-semibold tracking-tight tabular-nums">{value}</dd>
          {remark !== undefined && <dd className="text-xs text-muted">{remark}</dd>}
        </div>
      ))}
    </dl>
  );
}
