"use client";

import { onOpening } from "@/app/_ui/on-demand";

/** See `confirm-dialog.tsx`. */
export const ConfirmDialog = onOpening(() => import("./confirm-dialog").then((module) => module.ConfirmDialog));
