import { ChevronDown } from "lucide-react";
import { useTranslations } from "next-intl";
import { type ComponentProps, useId } from "react";
import { CONTROL } from "./field";

interface SelectProps
  extends Pick<
    ComponentProps<"select">,
    "id" | "name" | "value" | "defaultValue" | "disabled" | "className" | "children" | "aria-label"
  > {
  /** Called with the option's value. */
  onChoose?(value: string): void;
  /** Whether the select is used beside small text. */
  isCompact?: boolean;
}

/**
 * A select that looks like the other controls. In browsers that allow it, its list is styled too (`.select` in
 * `globals.css`). `className` may limit its width.
 */
export function Select({ onChoose, isCompact = false, className = "", ...select }: SelectProps) {
  const look = isCompact
    ? "h-9 w-full min-w-0 rounded border border-control bg-paper pl-2 text-ink pointer-coarse:h-11"
    : CONTROL;
  return (
    <span className={`relative block min-w-0 ${className}`}>
      <select
        {...select}
        {...(onChoose && { onChange: ({ target }) => onChoose(target.value) })}
        className={`select ${look} pr-8`}
      />
      <ChevronDown
        size={16}
        aria-hidden
        className="pointer-events-none absolute inset-y-0 right-2 my-auto text-muted"
      />
    </span>
  );
}

/** A select with a label above. */
export function SelectField({ label, ...select }: SelectProps & { label: string }) {
  const id = useId();
  return (
    <div className="min-w-0">
      <label htmlFor={id} className="mb-1 block font-semibold">
        {label}
      </label>
      <Select id={id} {...select} />
    </div>
  );
}

interface DaysFieldProps extends Pick<SelectProps, "defaultValue" | "children"> {
  label: string;
  days: readonly number[];
}

/**
 * Select for a number of days.
 * @param children additional options
 */
export function DaysField({ days, children, ...field }: DaysFieldProps) {
  const t = useTranslations();
  return (
    <SelectField {...field} name="days">
      {days.map((count) => (
        <option key={count} value={count}>
          {t("accounts.team.dayCount", { count })}
        </option>
      ))}
      {children}
    </SelectField>
  );
}
