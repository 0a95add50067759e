import type { ComponentProps } from "react";

/** A button that stands in the text, like a link. In a card that can be pressed anywhere it lies above that. */
export function TextButton({ className = "", ...props }: Omit<ComponentProps<"button">, "type">) {
  return (
    <button
      {...props}
      type="button"
      className={`relative min-h-8 cursor-pointer rounded font-medium text-accent underline underline-offset-2 pointer-coarse:min-h-11 ${className}`}
    />
  );
}
