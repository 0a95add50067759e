"use client";

import { useEffect, useRef, useState } from "react";
import useSWR from "swr";
import { fetchJson } from "@/app/_features/request";

/** A value once it has not changed for a while. */
export function useSettled<T>(value: T, ms: number): T {
  const [settled, setSettled] = useState(value);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(value), ms);
    return () => clearTimeout(timer);
  }, [value, ms]);
  return settled;
}

/**
 * Gets JSON from an address that changes with every letter: what was asked before is called off, and its answer stays
 * until the next is there.
 *
 * @param address null for none
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
    // What was called off is asked again when it is wanted again.
    isFailed: error !== undefined && error.name !== "AbortError",
    retry: () => void mutate(),
  };
}
