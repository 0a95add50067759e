import { type ComponentProps, type ReactNode, useId } from "react";

interface FieldProps extends ComponentProps<"input"> {
  label: string;
  /** What helps to fill it in. */
  hint?: string;
  /** A button that stands at the end of the text box. */
  after?: ReactNode;
}

/** How a text box or a list to choose from looks. On a phone its letters are large enough for the browser not to zoom. */
export const CONTROL =
  "h-11 w-full min-w-0 rounded border border-control bg-raised px-3 text-ink placeholder:text-muted read-only:bg-transparent max-md:text-[1rem]";

/** A text box with its name above and, where there is one, its hint below. */
export function Field({ label, hint, after, ...input }: FieldProps) {
  const id = useId();
  return (
    <div>
      <label htmlFor={id} className="mb-1 block font-semibold">
        {label}
      </label>
      <div className="relative">
        <input
          {...input}
          id={id}
          aria-describedby={hint ? `${id}-hint` : undefined}
          className={`${CONTROL} ${after ? "pr-12" : ""}`}
        />
        {after && <div className="absolute inset-y-0 right-0">{after}</div>}
      </div>
      {hint && (
        <p id={`${id}-hint`} className="mt-1 text-muted text-small">
          {hint}
        </p>
      )}
    </div>
  );
}
