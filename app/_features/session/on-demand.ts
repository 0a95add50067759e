"use client";

import { onOpening } from "@/app/_ui/on-demand";

export const ConfirmDialog = onOpening(() => import("./confirm-dialog").then((module) => module.ConfirmDialog));
