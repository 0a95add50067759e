"use client";

import { onDemand } from "@/app/_ui/on-demand";

/** See `export-menu.tsx`. */
export const ExportMenu = onDemand(() => import("./export-menu").then((module) => module.ExportMenu));
/** See `filter-fields.tsx`. */
export const FilterFields = onDemand(() => import("./filter-fields").then((module) => module.FilterFields));
