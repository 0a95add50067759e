"use client";

import { useEffect } from "react";
import { loseAccessOfHolder } from "@/app/_features/session";

/** Takes away what the browser keeps of a person who was removed while no page of theirs was open. */
export function LoseAccess() {
  useEffect(() => void loseAccessOfHolder(), []);
  return null;
}
