"use client";

import { useCallback, useMemo } from "react";
import useSWR from "swr";
import { fetchJson } from "@/app/_features/request";
import { useLive } from "@/app/_features/sync";
import type { Colour } from "@/lib/annotations/highlights/colours";
import type { ColourNames } from "@/lib/annotations/schemas";

/**
 * What the team calls the colours of highlights, kept as it changes.
 *
 * @returns the name of a colour, null where the team has given it none; a way to put other names in their place; and whether the
 *   names could not be fetched when they were last asked for
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
