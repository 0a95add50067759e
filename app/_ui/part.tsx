import type { ReactNode } from "react";

/** A section of a preview, with a heading. */
export function Part({ title, lead, children }: { title: string; lead?: string; children: ReactNode }) {
  return (
    <section className="mt-8">
      <h3 className="mb-2 font-semibold">{title}</h3>
      {lead && <p className="mb-3 text-muted">{lead}</p>}
      {children}
    </section>
  );
}
