import { useId, type ReactNode } from 'react';

/** A part of a card, with a heading that can be linked to. */
export function Section(props: {
  id: string;
  title: string;
  /** One sentence under the heading. */
  lead?: ReactNode;
  children: ReactNode;
}) {
  const heading = useId();
  return (
    <section id={props.id} aria-labelledby={heading} className="scroll-mt-6">
      <h2 id={heading} className="text-2xl font-semibold tracking-tight">
        {props.title}
      </h2>
      {props.lead !== undefined && <p className="mt-1.5 max-w-[65ch] text-muted">{props.lead}</p>}
      <div className="mt-5">{props.children}</div>
    </section>
  );
}

/** A heading within a part. */
export function Subheading({ children }: { children: ReactNode }) {
  return <h3 className="mb-3 text-base font-semibold">{children}</h3>;
}
