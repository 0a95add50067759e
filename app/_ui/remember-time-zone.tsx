"use client";

import { useEffect } from "react";
import { TIME_ZONE_COOKIE } from "@/app/_messages/time-zone";
import { keepInCookie } from "./device-cookie";

/** Stores the browser's time zone in a cookie, so that the server can use it for later pages. */
export function RememberTimeZone() {
  useEffect(() => {
    const { timeZone } = Intl.DateTimeFormat().resolvedOptions();
    keepInCookie(TIME_ZONE_COOKIE, timeZone);
  }, []);
  return null;
}
