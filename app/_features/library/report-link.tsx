"use client";

import { BookOpen } from "lucide-react";
import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { useKeptPlace } from "@/app/_features/text";

interface ReportLinkProps {
  email: string;
  slug: string;
  className: string;
  children: ReactNode;
}

/** A link that opens a report where the user stopped reading, and names that place. */
export function ReportLink({ email, slug, className, children }: ReportLinkProps) {
  const t = useTranslations();
  const place = useKeptPlace(email, slug);
  const page = place?.page && t("reader.page", { page: String(place.page.page), certain: String(place.page.certain) });
  return (
    <a href={place ? `/r/${slug}#${place.block}` : `/r/${slug}`} className={className}>
      {children}
      {place && (
        <p className="mt-2 flex items-center gap-2 text-accent text-small">
          <BookOpen size={16} aria-hidden className="shrink-0" />
          {t("library.continue", { place: [place.section, page].filter(Boolean).join(" · ") })}
        </p>
      )}
    </a>
  );
}
