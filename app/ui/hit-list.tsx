"use client";

import type { KeyboardEvent, Ref } from "react";
import { words } from "@/app/words/en";
import type { SearchHit } from "@/lib/search/engine";
import { snippet } from "@/lib/search/snippet";
import { Marked } from "./marked";

/** Characters of a snippet: about four lines of the results column. */
const SNIPPET_LENGTH = 150;

export interface HitListProps {
  hits: readonly SearchHit[];
  /** Id of the block that is open in the text, if any. */
  current?: string | null;
  href(hit: SearchHit): string;
  /** Called for a plain click or Enter; a click that asks for a new tab is the browser's. */
  onOpen?(hit: SearchHit): void;
  /** Arrow up on the first hit, or Escape: back to the search box. */
  onLeave(): void;
  /** Whether hits say which report they are in. */
  showReport?: boolean;
  listRef: Ref<HTMLOListElement>;
}

/** Passages that were found, best first: links that the arrow keys move between. */
export function HitList({ hits, current, href, onOpen, onLeave, showReport = false, listRef }: HitListProps) {
  const move = (event: KeyboardEvent<HTMLOListElement>) => {
    const links = [...event.currentTarget.querySelectorAll("a")];
    const at = links.indexOf(document.activeElement as HTMLAnchorElement);
    const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: links.length - 1 }[event.key];
    if (event.key === "Escape" || to === -1) {
      event.preventDefault();
      onLeave();
    } else if (to !== undefined) {
      event.preventDefault();
      links[to]?.focus();
    }
  };
  return (
    <ol ref={listRef} onKeyDown={move} className="divide-y divide-line">
      {hits.map((hit) => {
        const { text, ranges, leading, trailing } = snippet(
          hit.text.replaceAll(/[\t\n]/gu, " "),
          hit.ranges,
          SNIPPET_LENGTH,
        );
        const isCurrent = current === hit.block;
        return (
          <li key={`${hit.report}/${hit.block}`}>
            <a
              href={href(hit)}
              aria-current={isCurrent || undefined}
              onClick={(event) => {
                if (!onOpen || event.metaKey || event.ctrlKey || event.shiftKey) return;
                event.preventDefault();
                onOpen(hit);
              }}
              className="block rounded px-3 py-3 hover:bg-accent-soft aria-current:bg-accent-soft"
            >
              <span className="line-clamp-5 font-serif text-ink wrap-anywhere" lang={hit.language}>
                {leading && "… "}
                <Marked text={text} ranges={ranges} />
                {trailing && " …"}
              </span>
              <span className="mt-1 block text-muted text-small">{placeOf(hit, showReport)}</span>
            </a>
          </li>
        );
      })}
    </ol>
  );
}

function placeOf(hit: SearchHit, showReport: boolean): string {
  const page = hit.page === null ? null : words.reader.page({ page: hit.page, certain: hit.pageCertain });
  const kind = hit.kind === "paragraph" ? null : words.reader.kind[hit.kind];
  return [page, kind, hit.section?.title, showReport ? hit.reportTitle : null]
    .filter((part) => part != null)
    .join(" · ");
}
