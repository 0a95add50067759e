"use client";

import { type RefObject, useEffect, useState } from "react";
import { fetchJson } from "@/app/_features/request";
import { hasDeclined, withReauthentication } from "@/app/_features/session";
import type { RestOfText } from "./rendered-text";
import { TEXT_ID } from "./text-names";

/** Delay before retrying a failed fetch of the rest, in milliseconds. */
const PAUSE = 5_000;

/**
 * How much of the text the page contains: "whole" is all of it, "beginning" is only the first part, and "failed" is the
 * first part after the rest couldn't be fetched.
 */
export type Extent = "whole" | "beginning" | "failed";

/**
 * Adds the rest of a long text to a page that contains only its beginning. Everything that needs the whole text waits
 * until the rest has been added.
 *
 * @param edition its id
 * @param isServed whether the page already contains the whole text
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
    /** Whether the URL's hash has changed to a target that may not be on the page yet. */
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
      // Pause between chunks, so that the browser can paint and handle input.
      timer = setTimeout(() => add(parts));
    };
    const load = async () => {
      clearTimeout(timer);
      window.removeEventListener("online", load);
      try {
        const fetchRest = () => fetchJson<RestOfText>(`/api/reports/${slug}/text`);
        // If the user has declined to sign in again, an automatic retry must not ask them.
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

/** The browser has already tried to scroll to the URL's hash, but the target may not have been on the page then. */
function goToFragment(): void {
  const id = decodeURIComponent(window.location.hash.slice(1));
  if (id !== "") document.getElementById(id)?.scrollIntoView();
}
