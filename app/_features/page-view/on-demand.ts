"use client";

import { onDemand } from "@/app/_ui/on-demand";

/** Shows the pages of a PDF. Its code and pdf.js are loaded only when it is shown. */
export const PageView = onDemand(() => import("./page-view").then((module) => module.PageView));
