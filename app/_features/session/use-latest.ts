"use client";

import { useEffect, useRef, useState } from "react";
import useSWR from "swr";
import { fetchJson } from "@/app/_features/request";

/** Debounces a value. */
export function useSettled<T>(value: T, ms: number): T {
  const [settled, setSettled] = useState(value);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(value), ms);
    return () => clearTimeout(timer);
  }, [value, ms]);
  return settled;
}

/**
 * Fetches JSON from a URL that changes with every keystroke. A new request aborts the previous one. The last response
 * is returned until the next one arrives.
 *
 * @param address null to fetch nothing
 */
export function useLatest<T>(address: string | null): { data: T | undefined; isFailed: boolean; retry(): void } {
  const asking = useRef<AbortController>(null);
  const { data, error, mutate } = useSWR<T, Error>(
    address,
    (key: string) => {
      asking.current?.abort();
      asking.current = new AbortController();
      return fetchJson<T>(key, asking.current.signal);
    },
    { keepPreviousData: true, revalidateOnFocus: false, revalidateOnReconnect: false },
  );
  return {
    data: address === null ? undefined : data,
    // An aborted request will be made again if it is needed.
    isFailed: error !== undefined && error.name !== "AbortError",
    retry: () => void mutate(),
  };
}
