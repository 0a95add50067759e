import { type ComponentProps, useId } from "react";
import { words } from "@/app/_messages/en";
import { CONTROL } from "./field";

type SelectProps = Pick<ComponentProps<"select">, "name" | "defaultValue" | "children">;

/** A list to choose one of, under what it is called. */
export function SelectField({ label, children, ...select }: SelectProps & { label: string }) {
  const id = useId();
  return (
    <div>
      <label htmlFor={id} className="mb-1 block font-semibold">
        {label}
      </label>
      <select id={id} {...select} className={CONTROL}>
        {children}
      </select>
    </div>
  );
}

interface DaysFieldProps extends Omit<SelectProps, "name"> {
  label: string;
  days: readonly number[];
}

/** For how many days something works. @param children what can be chosen beside a number */
export function DaysField({ days, children, ...field }: DaysFieldProps) {
  return (
    <SelectField {...field} name="days">
      {days.map((count) => (
        <option key={count} value={count}>
          {words.accounts.team.dayCount(count)}
        </option>
      ))}
      {children}
    </SelectField>
  );
}
