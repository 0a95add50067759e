import type { ReactNode } from "react";

/** A list of names and values, in two columns where there is room. Empty values are left out. */
export function Facts({ facts }: { facts: readonly (readonly [name: string, value: ReactNode])[] }) {
  return (
    <dl className="grid gap-x-8 md:grid-cols-[14rem_1fr]">
      {facts
        .filter(([, value]) => value !== null)
        .map(([name, value]) => (
          <div key={name} className="contents">
            <dt className="mt-2 text-muted">{name}</dt>
            <dd className="wrap-anywhere md:mt-2">{value}</dd>
          </div>
        ))}
    </dl>
  );
}
