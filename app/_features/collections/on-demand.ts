"use client";

import { onOpening } from "@/app/_ui/on-demand";

/** See `collect-dialog.tsx`. */
export const CollectDialog = onOpening(
  () => import("./collect-dialog").then((module) => module.CollectDialog),
  ({ highlights }) => highlights !== null,
);
