import type { ComponentProps } from "react";

/** Button styles: `primary` for the main action, `secondary` for other actions, `quiet` for cancelling, `danger` for deleting. */
export type ButtonVariant = "primary" | "secondary" | "quiet" | "danger";

const BASE =
  "inline-flex min-h-11 cursor-pointer items-center justify-center gap-2 rounded px-4 disabled:cursor-default disabled:opacity-60 aria-disabled:cursor-default aria-disabled:opacity-60";

const VARIANTS: Record<ButtonVariant, string> = {
  primary: "bg-accent font-medium text-paper hover:opacity-90",
  secondary: "border border-control hover:bg-accent-soft",
  quiet: "hover:bg-accent-soft",
  danger: "font-medium text-danger hover:bg-accent-soft",
};

/** The classes of a button, for links and dialog parts that look like one. */
export function buttonClass(variant: ButtonVariant = "secondary"): string {
  return `${BASE} ${VARIANTS[variant]}`;
}

/** A text button, 44 px tall. */
export function Button({
  variant = "secondary",
  type = "button",
  className = "",
  ...props
}: ComponentProps<"button"> & { variant?: ButtonVariant }) {
  return <button {...props} type={type} className={`${buttonClass(variant)} ${className}`} />;
}
