import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { PageLink } from "./page-link";

interface MessageProps {
  title: string;
  children: ReactNode;
  /** Links or buttons that come before the link to the start page. */
  action?: ReactNode;
  /** False for people outside the team, who can't open the start page. */
  home?: boolean;
}

/** A page that only shows a message. */
export function Message({ title, children, action, home = true }: MessageProps) {
  const t = useTranslations();
  return (
    <main id="main" tabIndex={-1} className="mx-auto max-w-xl px-5 py-24 outline-none">
      <h1 className="mb-4 text-balance font-semibold font-serif text-title">{title}</h1>
      <div className="text-muted">{children}</div>
      <div className="mt-8 flex flex-wrap items-center gap-6">
        {action}
        {home && (
          <PageLink href="/" className="inline-flex min-h-11 items-center text-accent underline underline-offset-4">
            {t("notFound.home")}
          </PageLink>
        )}
      </div>
    </main>
  );
}
