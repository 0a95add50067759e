"use client";

import { onDemand } from "@/app/_ui/on-demand";

export const ExportMenu = onDemand(() => import("./export-menu").then((module) => module.ExportMenu));
export const FilterFields = onDemand(() => import("./filter-fields").then((module) => module.FilterFields));
