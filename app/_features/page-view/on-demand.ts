"use client";

import { onDemand } from "@/app/_ui/on-demand";

/** The pages of a PDF. Its code and that of pdf.js are loaded only where it is shown. */
export const PageView = onDemand(() => import("./page-view").then((module) => module.PageView));
