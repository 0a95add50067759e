"use client";

import dynamic from "next/dynamic";
import type { ComponentProps } from "react";
import { onDemand } from "@/app/_ui/on-demand";
import type * as results from "./results";
import type * as options from "./search-options";

export const Lines = onDemand(() => import("./lines").then((module) => module.Lines));

const loadResults = () => import("./results").then((module) => module.Results);
const ServedResults = dynamic(loadResults);
const LaterResults = onDemand(loadResults);

const loadOptions = () => import("./search-options").then((module) => module.SearchOptions);
const ServedOptions = dynamic(loadOptions);
const LaterOptions = onDemand(loadOptions);

/** Whether the results component has been loaded, for pages that weren't served with results. */
export const useListsResults = LaterResults.useIsLoaded;

interface Served {
  /**
   * Whether the page was served with results, which are visible even before its scripts load. The value never changes.
   */
  isServed: boolean;
}

export function Results({ isServed, ...props }: ComponentProps<typeof results.Results> & Served) {
  return isServed ? <ServedResults {...props} /> : <LaterResults {...props} />;
}

export function SearchOptions({ isServed, ...props }: ComponentProps<typeof options.SearchOptions> & Served) {
  return isServed ? <ServedOptions {...props} /> : <LaterOptions {...props} />;
}
