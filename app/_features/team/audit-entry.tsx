import { words } from "@/app/_messages/en";
import { auditDid } from "@/app/_messages/people";
import type { AuditEntryView } from "@/lib/accounts/audit-schemas";

/** One thing that was done: who did what, when and from where. */
export function AuditEntry({ entry: { by, action, to, detail, at, address, device } }: { entry: AuditEntryView }) {
  // An owner who was made at the server has joined all the same.
  const who = by ?? (action === "person.joined" ? to : null);
  // The list has read the particulars as those of the action.
  const tell = auditDid[action] as (of: { to: string; detail: AuditEntryView["detail"] }) => string;
  const did = tell({ to: to?.name ?? "", detail });
  const from = device
    ? [words.settings.sessions.device(device.browser, device.system), address].filter(Boolean).join(", ")
    : words.audit.atServer;
  return (
    <li className="py-3">
      <p className="wrap-anywhere">
        {who ? <span className="font-semibold">{who.name}</span> : device ? words.audit.nobody : words.audit.server}{" "}
        {did}
      </p>
      <p className="text-muted text-small tabular-nums">
        <time dateTime={at}>{words.moment(at)}</time> · {from}
      </p>
    </li>
  );
}
