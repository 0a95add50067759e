"use client";

import { type RefObject, useEffect, useState } from "react";
import { fetchJson } from "@/app/_features/request";
import { hasDeclined, withReauthentication } from "@/app/_features/session";
import type { RestOfText } from "./rendered-text";
import { TEXT_ID } from "./text-names";

/** Before another attempt to fetch the rest, in milliseconds. */
const PAUSE = 5_000;

/** How much of the text is on the page: all of it, its beginning, or its beginning because the rest could not be fetched. */
export type Extent = "whole" | "beginning" | "failed";

/**
 * Adds the rest of a long text, of which the page has the beginning. What needs the whole text waits for it.
 *
 * @param edition its id
 * @param isServed whether the page came with all of it
 */
export function useWholeText(
  text: RefObject<HTMLElement | null>,
  { slug, edition, isServed }: { slug: string; edition: string; isServed: boolean },
): Extent {
  const [extent, setExtent] = useState<Extent>(isServed ? "whole" : "beginning");
  const isWhole = extent === "whole";
  useEffect(() => {
    const holder = text.current?.querySelector<HTMLElement>(`#${TEXT_ID}`);
    if (isWhole || !holder) return;
    let timer: ReturnType<typeof setTimeout> | undefined;
    let isOver = false;
    /** Whether the address has come to name a place that may not be there yet. */
    let isAsked = false;
    const ask = () => {
      isAsked = true;
    };
    window.addEventListener("hashchange", ask);

    const add = (parts: readonly string[]) => {
      const added = Number(holder.dataset.added ?? 0);
      const part = parts[added];
      if (part === undefined) {
        setExtent("whole");
        if (isAsked || window.scrollY === 0) goToFragment();
        return;
      }
      holder.insertAdjacentHTML("beforeend", part);
      holder.dataset.added = String(added + 1);
      // Between two parts the browser paints, and answers the person.
      timer = setTimeout(() => add(parts));
    };
    const load = async () => {
      clearTimeout(timer);
      window.removeEventListener("online", load);
      try {
        const fetchRest = () => fetchJson<RestOfText>(`/api/reports/${slug}/text`);
        // Once the person would not sign in again, they are not asked by an attempt that nobody began.
        const rest = await (hasDeclined() ? fetchRest() : withReauthentication(fetchRest, "reading"));
        if (isOver) return;
        if (rest.edition !== edition) window.location.reload();
        else timer = setTimeout(() => add(rest.parts));
      } catch {
        if (isOver) return;
        setExtent("failed");
        timer = setTimeout(load, PAUSE);
        window.addEventListener("online", load);
      }
    };
    timer = setTimeout(load);
    return () => {
      isOver = true;
      clearTimeout(timer);
      window.removeEventListener("hashchange", ask);
      window.removeEventListener("online", load);
    };
  }, [text, slug, edition, isWhole]);
  return extent;
}

/** The browser has looked for what the address names, and may not have found it. */
function goToFragment(): void {
  const id = decodeURIComponent(window.location.hash.slice(1));
  if (id !== "") document.getElementById(id)?.scrollIntoView();
}
