"use client";

import type { ComponentProps, MouseEvent } from "react";
import type { SearchState } from "./search-state";
import type { Asking } from "./use-query";

interface AskingLinkProps extends Omit<ComponentProps<"a">, "href" | "onClick"> {
  asking: Asking;
  change: Partial<SearchState>;
  /** Called after a click that changed the search. */
  onAsked?(): void;
}

/** A link that changes the search without loading a page. Without JavaScript, it loads the page with the new search. */
export function AskingLink({ asking, change, onAsked, ...props }: AskingLinkProps) {
  return (
    <a
      {...props}
      href={asking.hrefTo(change)}
      onClick={(event) => {
        if (isForBrowser(event)) return;
        event.preventDefault();
        asking.ask(change);
        onAsked?.();
      }}
    />
  );
}

/** Whether a click opens a new tab or window, which is left to the browser. */
export function isForBrowser({ metaKey, ctrlKey, shiftKey }: MouseEvent): boolean {
  return metaKey || ctrlKey || shiftKey;
}
