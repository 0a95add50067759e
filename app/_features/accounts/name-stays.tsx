import { useId } from "react";

interface NameStaysProps {
  legend: string;
  stays: string;
  goes: string;
}

/**
 * Radio buttons for choosing whether a departing user's name stays on shared passages. The field `name` is "stays" or
 * "goes".
 */
export function NameStays({ legend, stays, goes }: NameStaysProps) {
  const id = useId();
  return (
    <fieldset className="mt-5">
      <legend className="mb-1 font-semibold">{legend}</legend>
      {[
        { value: "stays", label: stays },
        { value: "goes", label: goes },
      ].map(({ value, label }) => (
        <label key={value} htmlFor={`${id}-${value}`} className="flex min-h-11 cursor-pointer items-start gap-3 py-2">
          <input
            id={`${id}-${value}`}
            type="radio"
            name="name"
            value={value}
            defaultChecked={value === "stays"}
            className="mt-1 size-4 shrink-0 accent-accent"
          />
          {label}
        </label>
      ))}
    </fieldset>
  );
}
