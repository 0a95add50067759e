import type { ReactNode } from "react";

/** Classes of a button in the header. The button consists of an icon, and a label beside it if there is room. */
export const HEADER_BUTTON =
  "relative inline-flex min-h-11 min-w-11 shrink-0 cursor-pointer items-center justify-center gap-1.5 rounded px-2 text-muted text-small hover:bg-accent-soft hover:text-ink";

interface HeaderButtonProps {
  label: string;
  icon: ReactNode;
  onClick(): void;
  className?: string;
}

/** A button in the header. On wide screens, its label is visible; on narrow ones, the label is shown as a tooltip. */
export function HeaderButton({ label, icon, onClick, className = "" }: HeaderButtonProps) {
  return (
    <button
      type="button"
      aria-label={label}
      title={label}
      onClick={onClick}
      className={`${HEADER_BUTTON} ${className}`}
    >
      {icon}
      <span className="max-lg:hidden">{label}</span>
    </button>
  );
}
