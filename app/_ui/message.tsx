import Link from "next/link";
import { useTranslations } from "next-intl";
import type { ReactNode } from "react";

interface MessageProps {
  title: string;
  children: ReactNode;
  /** What can be done, before the way home. */
  action?: ReactNode;
  /** False for people outside, who cannot go there. */
  home?: boolean;
}

/** A page that has only something to say. */
export function Message({ title, children, action, home = true }: MessageProps) {
  const t = useTranslations();
  return (
    <main id="main" tabIndex={-1} className="mx-auto max-w-xl px-5 py-24 outline-none">
      <h1 className="mb-4 text-balance font-semibold font-serif text-title">{title}</h1>
      <div className="text-muted">{children}</div>
      <div className="mt-8 flex flex-wrap items-center gap-6">
        {action}
        {home && (
          <Link href="/" className="inline-flex min-h-11 items-center text-accent underline underline-offset-4">
            {t("notFound.home")}
          </Link>
        )}
      </div>
    </main>
  );
}
