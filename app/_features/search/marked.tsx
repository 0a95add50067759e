import { Fragment } from "react";

interface MarkedProps {
  text: string;
  /** Half-open spans of `text` in UTF-16 code units, in order and disjoint. */
  ranges: readonly (readonly [number, number])[];
}

/** Text with some of its words marked. */
export function Marked({ text, ranges }: MarkedProps) {
  return (
    <>
      {ranges.map(([start, end], index) => (
        <Fragment key={start}>
          {text.slice(ranges[index - 1]?.[1] ?? 0, start)}
          <mark className="bg-transparent font-semibold text-ink underline decoration-2 decoration-mark underline-offset-3">
            {text.slice(start, end)}
          </mark>
        </Fragment>
      ))}
      {text.slice(ranges.at(-1)?.[1] ?? 0)}
    </>
  );
}
