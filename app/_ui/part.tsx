import type { ReactNode } from "react";

interface PartProps {
  title: string;
  /** Id of the heading. */
  id?: string;
  lead?: string;
  children: ReactNode;
}

/** A section of a preview, with a heading. */
export function Part({ title, id, lead, children }: PartProps) {
  return (
    <section className="mt-8">
      <h3 id={id} className="mb-2 font-semibold">
        {title}
      </h3>
      {lead && <p className="mb-3 text-muted">{lead}</p>}
      {children}
    </section>
  );
}
