import { type ComponentProps, type ReactNode, useId } from "react";

interface FieldProps extends ComponentProps<"input"> {
  label: string;
  /** Help text. */
  hint?: string;
  /** A button at the end of the text box. */
  after?: ReactNode;
}

/** Classes of text boxes and selects. On phones the font is large enough that the browser doesn't zoom in on focus. */
export const CONTROL =
  "h-11 w-full min-w-0 rounded border border-control bg-raised px-3 text-ink placeholder:text-muted read-only:bg-transparent max-md:text-[1rem]";

/** A text box with a label above it and an optional hint below it. */
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
