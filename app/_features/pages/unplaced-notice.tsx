"use client";

import { useTranslations } from "next-intl";
import { type RefObject, useEffect, useState } from "react";
import { textOfOffsets } from "@/app/_features/text";
import type { Span } from "@/lib/anchoring/anchor";
import type { EditionPages } from "@/lib/library/edition-page-schemas";
import type { PageWords } from "./page-words";
import { type Unplaced, unplacedWords } from "./placed-words";

interface UnplacedNoticeProps {
  text: RefObject<HTMLElement | null>;
  /** The open highlight. */
  span: Span | undefined;
  pages: EditionPages["pages"];
  words: PageWords;
}

/** Says how many words of the open highlight weren't found on the pages, and therefore aren't marked there. */
export function UnplacedNotice({ text, span, pages, words }: UnplacedNoticeProps) {
  const t = useTranslations();
  const [found, setFound] = useState<Unplaced | null>(null);
  const start = span?.start;
  const end = span?.end;
  useEffect(() => {
    let isOver = false;
    setFound(null);
    if (start === undefined || end === undefined || !text.current) return;
    const near = pages.flatMap(({ spans }, page) =>
      spans.some((own) => start < own.end && end > own.start) ? [page] : [],
    );
    const passage = { start, text: textOfOffsets(text.current, start, end) };
    // If the boxes can't be fetched, it isn't known which words have none.
    Promise.all(near.map((page) => words.of(page))).then(
      (boxes) => {
        if (!isOver) setFound(unplacedWords(passage, boxes.flat()));
      },
      () => {},
    );
    return () => {
      isOver = true;
    };
  }, [text, start, end, pages, words]);
  return (
    <p
      role="status"
      className="absolute inset-x-3 bottom-3 mx-auto w-fit rounded border border-line bg-raised px-3 py-1.5 text-small shadow-md empty:hidden"
    >
      {found && found.missing > 0 && t("pages.unplaced", { missing: found.missing, all: found.all })}
    </p>
  );
}
