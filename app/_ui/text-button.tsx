import type { ComponentProps } from "react";

/**
 * A button that looks like a link in running text. If a whole card is clickable, this button is on top of the card's
 * click target.
 */
export function TextButton({ className = "", ...props }: Omit<ComponentProps<"button">, "type">) {
  return (
    <button
      {...props}
      type="button"
      className={`relative min-h-8 cursor-pointer rounded font-medium text-accent underline underline-offset-2 pointer-coarse:min-h-11 ${className}`}
    />
  );
}
