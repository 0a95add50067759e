"use client";

import { onDemand } from "@/app/_ui/on-demand";

/** `Header`, loaded after the rest of the page. */
export const HeaderLater = onDemand(() => import("./header").then((module) => module.Header));
