import { useTranslations } from "next-intl";

interface CountBadgeProps {
  /** Nothing is shown for 0. Numbers greater than 99 are shown as "99+". */
  count: number;
  /** The badge's position on the button. */
  className: string;
}

/** A count on a button's icon. Screen readers ignore it, because the button's label includes the count. */
export function CountBadge({ count, className }: CountBadgeProps) {
  const t = useTranslations();
  if (count === 0) return null;
  return (
    <span
      aria-hidden
      className={`absolute top-0.5 min-w-4.5 rounded-full bg-accent px-1 text-center font-semibold text-[0.6875rem] text-paper leading-4.5 tabular-nums ${className}`}
    >
      {t("notes.count", { count: Math.min(count, 100) })}
    </span>
  );
}
