"use client";

import { useEffect } from "react";
import { TIME_ZONE_COOKIE } from "@/app/_messages/time-zone";
import { isInCookie, keepInCookie } from "./device-cookie";
import { inOwnTask } from "./in-own-task";

/** Stores the browser's time zone in a cookie, so that the server can use it for later pages. */
export function RememberTimeZone() {
  useEffect(
    () =>
      inOwnTask(() => {
        const remember = () => keepInCookie(TIME_ZONE_COOKIE, Intl.DateTimeFormat().resolvedOptions().timeZone);
        if (!isInCookie(TIME_ZONE_COOKIE)) remember();
        // On a phone, it takes up to a tenth of a second to find out the time zone, which rarely changes while the page is
        // visible.
        const onReturn = () => !document.hidden && remember();
        document.addEventListener("visibilitychange", onReturn);
        return () => document.removeEventListener("visibilitychange", onReturn);
      }),
    [],
  );
  return null;
}
