"use client";

import { useTranslations } from "next-intl";
import type { ComponentProps, RefObject } from "react";
import type { PageBreak } from "@/lib/report/model";
import { entryAt, type OutlineEntry } from "@/lib/report/outline";
import { Outline } from "./outline";
import { useReadingPlace } from "./use-reading-place";

interface PlaceProps {
  text: RefObject<HTMLElement | null>;
  entries: readonly OutlineEntry[];
}

/** The report's title, above the section and the page at the reading position. */
export function ReadingPlace({
  text,
  entries,
  title,
  pages,
}: PlaceProps & { title: string; pages: readonly PageBreak[] }) {
  const t = useTranslations();
  const offset = useReadingPlace(text) ?? -1;
  const section = entries.findLast((entry) => entry.kind === "section" && entry.start <= offset);
  const page = section?.page && pages.findLast((each) => each.offset <= offset);
  return (
    <div className="min-w-0 text-small leading-5">
      <p title={title} className="truncate font-medium">
        {title}
      </p>
      <p className="flex min-w-0 gap-2 text-muted empty:hidden">
        {section && <span className="truncate">{section.title}</span>}
        {page && (
          <span className="shrink-0 tabular-nums">
            {t("reader.page", { page: page.page, certain: String(page.certain) })}
          </span>
        )}
      </p>
    </div>
  );
}

/** The outline with the current entry. */
export function OutlineHere({
  text,
  entries,
  ...props
}: PlaceProps & Pick<ComponentProps<typeof Outline>, "counts" | "onChoose">) {
  const offset = useReadingPlace(text) ?? -1;
  return <Outline entries={entries} current={entryAt(entries, offset)} {...props} />;
}
