import { useTranslations } from "next-intl";
import { useId } from "react";
import { Select } from "@/app/_ui/select";
import { Toggle } from "@/app/_ui/toggle";

interface ShareOptionsProps {
  withNames: boolean;
  onNames(withNames: boolean): void;
  /**
   * Lifetime of the link in days. Null means that it doesn't expire, and undefined means that it expires when the
   * previous link does.
   */
  days: number | null | undefined;
  onDays(days: number | null | undefined): void;
  /** Whether the new link replaces another one. */
  hasBefore?: boolean;
}

/** Value of the option to keep the previous link's expiry date. */
const AS_BEFORE = "as-before";

/** Lifetimes of a link in days. An empty value means that the link doesn't expire. */
const DAYS = [
  ["none", ""],
  ["week", 7],
  ["month", 30],
  ["year", 365],
] as const;

/** More options for a link: whether it shows names, and when it expires. */
export function ShareOptions({ withNames, onNames, days, onDays, hasBefore = false }: ShareOptionsProps) {
  const t = useTranslations();
  const ids = useId();
  return (
    <>
      <div className="mt-3 flex items-start gap-3">
        <Toggle checked={withNames} onChange={onNames} labelledBy={`${ids}-names`} describedBy={`${ids}-names-how`} />
        <div>
          <span id={`${ids}-names`}>{t("share.withNames")}</span>
          <p id={`${ids}-names-how`} className="text-muted text-small">
            {t("share.withNamesHow")}
          </p>
        </div>
      </div>
      <label htmlFor={`${ids}-days`} className="mt-3 block">
        {t("share.days")}
      </label>
      <Select
        id={`${ids}-days`}
        value={days === undefined && hasBefore ? AS_BEFORE : (days ?? "")}
        onChoose={(value) => onDays(value === AS_BEFORE ? undefined : value === "" ? null : Number(value))}
        className="mt-1"
      >
        {hasBefore && <option value={AS_BEFORE}>{t("share.daysAsBefore")}</option>}
        {DAYS.map(([name, days]) => (
          <option key={name} value={days}>
            {t(`share.dayChoices.${name}`)}
          </option>
        ))}
      </Select>
    </>
  );
}
