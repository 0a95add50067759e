"use client";

import dynamic from "next/dynamic";
import type { ComponentProps } from "react";
import { onDemand } from "@/app/_ui/on-demand";
import type * as results from "./results";

/** See `lines.tsx`. */
export const Lines = onDemand(() => import("./lines").then((module) => module.Lines));

const load = () => import("./results").then((module) => module.Results);
const ServedResults = dynamic(load);
const LaterResults = onDemand(load);

/** Whether the results component has been loaded, for pages that weren't served with results. */
export const useListsResults = LaterResults.useIsLoaded;

interface ResultsProps extends ComponentProps<typeof results.Results> {
  /** Whether the page was served with results, which are visible before its scripts load. Never changes. */
  isServed: boolean;
}

/** See `results.tsx`. */
export function Results({ isServed, ...props }: ResultsProps) {
  return isServed ? <ServedResults {...props} /> : <LaterResults {...props} />;
}
