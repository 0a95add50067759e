"use client";

import { useTranslations } from "next-intl";
import { type ComponentProps, type RefObject, useEffect, useMemo } from "react";
import { keepPlace, placeAtTop } from "@/app/_features/text";
import { numbered } from "@/lib/report/locate";
import type { PageEdge } from "@/lib/report/model";
import { entryAt, type OutlineEntry } from "@/lib/report/outline";
import { Outline } from "./outline";
import { onReadingPlace, useReadingPlace } from "./use-reading-place";

interface PlaceProps {
  text: RefObject<HTMLElement | null>;
  entries: readonly OutlineEntry[];
}

interface ReadingPlaceProps extends PlaceProps {
  title: string;
  pages: readonly PageEdge[];
  /** The email of the user whose reading position is saved. */
  email: string;
  slug: string;
}

/** How long, in milliseconds, the user must stay in one place before the place is saved. */
const STAY_MS = 1_000;

/** The report's title, above the section and the page at the reading position. */
export function ReadingPlace({ text, entries, title, pages, email, slug }: ReadingPlaceProps) {
  const t = useTranslations();
  const section = useReadingPlace(text, (offset) =>
    entries.findLast((entry) => entry.kind === "section" && offset !== null && entry.start <= offset),
  );
  const hasSections = useMemo(() => entries.some(({ kind }) => kind === "section"), [entries]);
  const page = useReadingPlace(text, (offset) =>
    (section?.page || !hasSections) && offset !== null
      ? numbered(pages.findLast((each) => each.offset <= offset))
      : undefined,
  );
  const at = useMemo(
    () => ({ section: section?.title ?? null, page: page ? { page: page.page, certain: page.certain } : null }),
    [section, page],
  );
  useEffect(() => {
    const root = text.current;
    if (!root) return;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const keep = () => {
      // A place near the beginning isn't saved, because reports open there anyway.
      const block = window.scrollY > window.innerHeight && placeAtTop(root);
      if (block) keepPlace(email, slug, { block: block.element.id, ...at });
    };
    const wait = () => {
      clearTimeout(timer);
      timer = setTimeout(keep, STAY_MS);
    };
    wait();
    const end = onReadingPlace(root, wait);
    return () => {
      end();
      clearTimeout(timer);
    };
  }, [at, email, slug, text]);
  return (
    <div className="min-w-0 text-small leading-5 max-md:flex max-md:gap-2">
      <p title={title} className="truncate font-medium">
        {title}
      </p>
      <p className="flex min-w-0 gap-2 text-muted empty:hidden">
        {section && <span className="truncate max-md:hidden">{section.title}</span>}
        {page && (
          <span className="shrink-0 tabular-nums">
            {t("reader.page", { page: String(page.page), certain: String(page.certain) })}
          </span>
        )}
      </p>
    </div>
  );
}

/** The outline, in which the current entry is marked. */
export function OutlineHere({
  text,
  entries,
  ...props
}: PlaceProps & Pick<ComponentProps<typeof Outline>, "counts" | "onChoose">) {
  const current = useReadingPlace(text, (offset) => entryAt(entries, offset ?? -1));
  return <Outline entries={entries} current={current} {...props} />;
}
