"use client";

import { useEffect } from "react";
import { loseAccessOfHolder } from "@/app/_features/session";

/** Deletes a user's data from this browser if they were removed from the team while they had no page open. */
export function LoseAccess() {
  useEffect(() => void loseAccessOfHolder(), []);
  return null;
}
