import type { ReactNode } from 'react';

export interface NoticeProps {
  title: string;
  /** What happened and what to do, in one or two sentences. */
  children: ReactNode;
  /** Buttons or links onwards. */
  actions?: ReactNode;
}

/** A whole page that says one thing: not found, broken link, offline. */
export function Notice({ title, children, actions }: NoticeProps) {
  return (
    <div className="m-auto flex max-w-md flex-col items-start gap-4 px-6 py-16">
      <span aria-hidden className="mark size-16 rounded-full bg-edge" />
      <h1 className="text-2xl font-semibold tracking-tight">{title}</h1>
      <div className="text-lg text-muted">{children}</div>
      {actions !== undefined && <div className="mt-2 flex flex-wrap gap-3">{actions}</div>}
    </div>
  );
}
