"use client";

import { onDemand } from "@/app/_ui/on-demand";

/** Shows the pages of a PDF. The code for this, including pdf.js, is loaded only when the pages are shown. */
export const PageView = onDemand(() => import("./page-view").then((module) => module.PageView));
