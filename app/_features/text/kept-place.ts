"use client";

import { useMemo } from "react";
import { ownKey, store, useStored } from "@/app/_ui/use-stored";
import type { PageBreak } from "@/lib/report/model";

/** The place where a user stopped reading a report. */
export interface KeptPlace {
  /** Id of the block at the top of the window. */
  block: string;
  /** Title of the block's section. */
  section: string | null;
  page: Pick<PageBreak, "page" | "certain"> | null;
}

/** Maximum number of places kept. The oldest are dropped. */
const KEPT = 200;

const keyOf = (email: string) => ownKey(email, "places");

/**
 * Parses a value stored by `keepPlace`. The places are keyed by slug, oldest first. There are none if the input is
 * invalid.
 */
export function readPlaces(kept: string | null): Record<string, KeptPlace> {
  try {
    const value: unknown = JSON.parse(kept ?? "{}");
    const entries = Object.entries(typeof value === "object" && value !== null ? value : {});
    return Object.fromEntries(entries.filter(([, place]) => typeof place?.block === "string"));
  } catch {
    return {};
  }
}

/** Adds a place as the most recent one. */
export function withPlace(
  places: Record<string, KeptPlace>,
  slug: string,
  place: KeptPlace,
): Record<string, KeptPlace> {
  const others = Object.entries(places).filter(([other]) => other !== slug);
  return Object.fromEntries([...others.slice(1 - KEPT), [slug, place]]);
}

/** Stores on this device where a user stopped reading. */
export function keepPlace(email: string, slug: string, place: KeptPlace): void {
  const key = keyOf(email);
  store(key, JSON.stringify(withPlace(readPlaces(localStorage.getItem(key)), slug, place)));
}

/** The place where a user stopped reading a report. Undefined on the server, and if they haven't started the report. */
export function useKeptPlace(email: string, slug: string): KeptPlace | undefined {
  const [kept] = useStored(keyOf(email));
  return useMemo(() => readPlaces(kept)[slug], [kept, slug]);
}
