"use client";

import { onOpening } from "@/app/_ui/on-demand";

export const CollectDialog = onOpening(
  () => import("./collect-dialog").then((module) => module.CollectDialog),
  ({ highlights }) => highlights !== null,
);
