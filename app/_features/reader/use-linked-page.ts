"use client";

import { useSearchParams } from "next/navigation";
import { type RefObject, useEffect } from "react";
import { headerBottom, rangesOfOffsets } from "@/app/_features/text";
import type { PageEdge } from "@/lib/report/model";

/** Space between the header and the page's first line, in CSS pixels. */
const BELOW_HEADER = 12;

/** Scrolls to the printed page in the URL (`?page=`), if the report has it. */
export function useLinkedPage(text: RefObject<HTMLElement | null>, pages: readonly PageEdge[]): void {
  const number = useSearchParams().get("page");
  useEffect(() => {
    const found = pages.find(({ page }) => String(page) === number);
    const [range] = found && text.current ? rangesOfOffsets(text.current, [at(found.offset)]) : [];
    if (range) window.scrollBy({ top: range.getBoundingClientRect().top - headerBottom() - BELOW_HEADER });
  }, [number, pages, text]);
}

/** The character at an offset, because an empty range has no place on the screen. */
const at = (offset: number) => ({ start: offset, end: offset + 1 });
