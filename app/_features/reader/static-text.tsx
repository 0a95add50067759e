"use client";

import { useEffect, useState } from "react";
import { processSingleton } from "@/lib/process-singleton";
import { RENDERED_TEXTS, type RenderedTexts, TEXT_ID } from "./text-names";

/**
 * The text of a report as HTML that React doesn't manage. It isn't passed as a prop, because that would send every word
 * to the browser twice and hydrate content that never changes. When the user navigates back to the page within the app,
 * the previous text is reused. If that text is no longer available, the page is reloaded.
 */
export function StaticText({ name }: { name: string }) {
  const [html] = useState(() => textOf(name));
  useEffect(() => {
    if (html === null) window.location.reload();
  }, [html]);
  return (
    <div
      id={TEXT_ID}
      data-name={name}
      suppressHydrationWarning
      // biome-ignore lint/security/noDangerouslySetInnerHtml: `renderStatic` created it and escaped all text
      dangerouslySetInnerHTML={{ __html: html ?? "" }}
    />
  );
}

/** The last text that this browser tab received. */
let last: { name: string; html: string } | null = null;

function textOf(name: string): string | null {
  if (typeof document === "undefined") {
    return processSingleton<RenderedTexts>(RENDERED_TEXTS, () => new Map()).get(name) ?? null;
  }
  const served = document.getElementById(TEXT_ID);
  if (served?.dataset.name === name && served.innerHTML !== "") last = { name, html: served.innerHTML };
  return last?.name === name ? last.html : null;
}
