import { type ReactNode, useId } from "react";

interface SectionProps {
  /** Id that links can point to. */
  id?: string;
  title: string;
  /** A short description. */
  lead?: string;
  children: ReactNode;
}

/** A section of a page, with a heading. */
export function Section({ id: anchor, title, lead, children }: SectionProps) {
  const id = useId();
  return (
    <section id={anchor} aria-labelledby={id} className="mt-12">
      <h2 id={id} className="font-semibold font-serif text-heading">
        {title}
      </h2>
      {lead && <p className="mt-1 max-w-prose text-muted">{lead}</p>}
      <div className="mt-5">{children}</div>
    </section>
  );
}
