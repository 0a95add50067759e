import { useLayoutEffect, useRef, useState } from "react";

type Actions = Readonly<Record<string, (...args: never[]) => unknown>>;

/**
 * The same functions at every render, which do what those of the last render do: for what is rendered again only when what it is
 * given changes. They are for what happens later, not to be called while rendering.
 *
 * @param actions must have the same names at every render
 */
export function useStable<T extends Actions>(actions: T): T {
  const latest = useRef(actions);
  useLayoutEffect(() => {
    latest.current = actions;
  });
  const [stable] = useState(() => {
    const names = Object.keys(actions) as (keyof T)[];
    return Object.fromEntries(names.map((name) => [name, (...args: never[]) => latest.current[name]!(...args)])) as T;
  });
  return stable;
}
