"use client";

import { useEffect, useState } from "react";
import { processSingleton } from "@/lib/process-singleton";
import { RENDERED_TEXTS, type RenderedTexts, TEXT_ID } from "./text-names";

/**
 * The text of a report as HTML that React leaves alone. It comes with the page and is no property of a component: the browser would get
 * every word twice, and would render again what never changes. A person who comes back to the page within the app finds the text that was
 * there before. Where there was none, the browser opens the page as a whole.
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
      // biome-ignore lint/security/noDangerouslySetInnerHtml: `renderStatic` has made it, and escaped all text
      dangerouslySetInnerHTML={{ __html: html ?? "" }}
    />
  );
}

/** The text that this browser tab was given last. */
let last: { name: string; html: string } | null = null;

function textOf(name: string): string | null {
  if (typeof document === "undefined") {
    return processSingleton<RenderedTexts>(RENDERED_TEXTS, () => new Map()).get(name) ?? null;
  }
  const served = document.getElementById(TEXT_ID);
  if (served?.dataset.name === name && served.innerHTML !== "") last = { name, html: served.innerHTML };
  return last?.name === name ? last.html : null;
}
