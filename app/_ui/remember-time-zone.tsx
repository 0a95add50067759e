"use client";

import { useEffect } from "react";
import { TIME_ZONE_COOKIE } from "@/app/_messages/time-zone";

/** Tells the server the browser's time zone, for the pages that come after this one. */
export function RememberTimeZone() {
  useEffect(() => {
    const { timeZone } = Intl.DateTimeFormat().resolvedOptions();
    // biome-ignore lint/suspicious/noDocumentCookie: the Cookie Store API is not in every browser we support
    document.cookie = `${TIME_ZONE_COOKIE}=${timeZone}; path=/; samesite=lax`;
  }, []);
  return null;
}
