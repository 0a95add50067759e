"use client";

import { useRouter } from "next/navigation";
import { useEffect } from "react";

/** How often the page is refreshed, in milliseconds: as often as the instances store their state. */
const REFRESH_MS = 30_000;

/** Keeps a page that is rendered on the server up to date while it is visible. */
export function RefreshedPage() {
  const router = useRouter();
  useEffect(() => {
    const timer = setInterval(() => document.visibilityState === "visible" && router.refresh(), REFRESH_MS);
    return () => clearInterval(timer);
  }, [router]);
  return null;
}
