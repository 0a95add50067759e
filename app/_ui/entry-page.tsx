import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { RememberTimeZone } from "./remember-time-zone";

interface EntryPageProps {
  title: string;
  /** A sentence about the page's purpose. */
  lead?: string;
  children: ReactNode;
}

/** A page for signing in or joining: a title and a form, without the header. */
export function EntryPage({ title, lead, children }: EntryPageProps) {
  const t = useTranslations();
  return (
    <main className="mx-auto max-w-md px-5 py-16 md:py-24">
      <p className="mb-6 font-semibold text-accent">{t("app.name")}</p>
      <h1 className={`${lead ? "mb-3" : "mb-8"} text-balance font-semibold font-serif text-title`}>{title}</h1>
      {lead && <p className="mb-8 text-muted">{lead}</p>}
      {children}
      <RememberTimeZone />
    </main>
  );
}
