"use client";

import { onDemand } from "@/app/_ui/on-demand";

/** Shows the pages of a report. The code is loaded only when the pages are shown, or once the page is idle. */
export const ReportPages = onDemand(() => import("./report-pages").then((module) => module.ReportPages));

/** Lets the user mark an area of a picture. */
export const PictureMarker = onDemand(() => import("./picture-marker").then((module) => module.PictureMarker));
