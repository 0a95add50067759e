"use client";

import { useCallback, useMemo } from "react";
import useSWR from "swr";
import { fetchJson } from "@/app/_features/request";
import { useLive } from "@/app/_features/sync";
import type { Colour } from "@/lib/annotations/highlights/colours";
import type { ColourNames } from "@/lib/annotations/schemas";

/**
 * The team's names for the highlight colours, updated live.
 *
 * @returns a function that returns a colour's name, or null if it has none; a function to replace the names; and
 *   whether the last fetch failed
 */
export function useColourNames(): [(colour: Colour) => string | null, (names: ColourNames) => void, boolean] {
  useLive((message) => {
    if (message.event === "colours") put(message.data);
    else if (message.event === "reset") void mutate();
  });
  const { data, error, mutate } = useSWR<ColourNames, Error>("/api/colours", fetchJson);
  const put = useCallback((names: ColourNames) => void mutate(names, { revalidate: false }), [mutate]);
  const names = useMemo(() => new Map(data?.colours.map(({ colour, name }) => [colour, name])), [data]);
  return [useCallback((colour) => names.get(colour) ?? null, [names]), put, error !== undefined];
}
