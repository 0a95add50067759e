"use client";

import { useEffect } from "react";
import { loseAccessOfHolder } from "@/app/_features/session";

/** Deletes the browser's data of a user who was removed from the team while they had no page open. */
export function LoseAccess() {
  useEffect(() => void loseAccessOfHolder(), []);
  return null;
}
