import { useFormatter, useTranslations } from "next-intl";
import { deviceName } from "@/app/_features/accounts";
import type { AuditEntryView } from "@/lib/accounts/audit-schemas";
import { auditDid } from "./audit-did";

/** An audit log entry: who did what, when and from where. */
export function AuditEntry({ entry: { by, action, to, detail, at, address, device } }: { entry: AuditEntryView }) {
  const t = useTranslations();
  const format = useFormatter();
  // If an owner was created on the command line, they count as the person who joined.
  const who = by ?? (action === "person.joined" ? to : null);
  const did = auditDid(t, action, to?.name ?? "", detail);
  const from = device
    ? [deviceName(t, device.browser, device.system), address].filter(Boolean).join(", ")
    : t("audit.atServer");
  return (
    <li className="py-3">
      <p className="wrap-anywhere">
        {who ? <span className="font-semibold">{who.name}</span> : device ? t("audit.nobody") : t("audit.server")} {did}
      </p>
      <p className="text-muted text-small tabular-nums">
        <time dateTime={at}>{format.dateTime(new Date(at), "moment")}</time> · {from}
      </p>
    </li>
  );
}
