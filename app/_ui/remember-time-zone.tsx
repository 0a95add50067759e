"use client";

import { useEffect } from "react";
import { TIME_ZONE_COOKIE } from "@/app/_messages/time-zone";

/** Stores the browser's time zone in a cookie, so that the server can use it for later pages. */
export function RememberTimeZone() {
  useEffect(() => {
    const { timeZone } = Intl.DateTimeFormat().resolvedOptions();
    // biome-ignore lint/suspicious/noDocumentCookie: the Cookie Store API is not in every browser we support
    document.cookie = `${TIME_ZONE_COOKIE}=${timeZone}; path=/; samesite=lax`;
  }, []);
  return null;
}
