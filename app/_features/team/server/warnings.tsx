import { TriangleAlert } from "lucide-react";
import { useFormatter, useTranslations } from "next-intl";
import type { Format, Translate } from "@/app/_messages/translate";
import { fileSize } from "@/app/_ui/file-size";
import type { ServerWarning } from "@/lib/operations/schemas";

/** What the operator should do something about. */
export function Warnings({ warnings }: { warnings: readonly ServerWarning[] }) {
  const t = useTranslations();
  const format = useFormatter();
  if (warnings.length === 0) return <p className="mt-6">{t("server.noWarnings")}</p>;
  return (
    <section aria-label={t("server.warningsLabel")} className="mt-6 rounded-md border border-line bg-raised px-5 py-2">
      <ul className="divide-y divide-line">
        {warnings.map((warning) => (
          <li key={`${warning.kind} ${"host" in warning ? warning.host : ""}`} className="flex gap-3 py-3">
            <TriangleAlert size={20} aria-hidden className="mt-0.5 shrink-0 text-danger" />
            <div className="min-w-0 max-w-prose wrap-anywhere">
              <p className="font-semibold">{whatIsWrong(t, format, warning)}</p>
              <p className="text-muted">{t(`server.warnings.${warning.kind}.advice`)}</p>
            </div>
          </li>
        ))}
      </ul>
    </section>
  );
}

function whatIsWrong(t: Translate, format: Format, warning: ServerWarning): string {
  switch (warning.kind) {
    case "disk":
      return t("server.warnings.disk.text", { host: warning.host, free: fileSize(format, warning.free) });
    case "silent":
      return t("server.warnings.silent.text", { host: warning.host, at: warning.seenAt });
    case "versions":
      return t("server.warnings.versions.text", { versions: format.list(warning.versions) });
    case "clock":
      return t("server.warnings.clock.text", {
        host: warning.host,
        seconds: Math.abs(warning.seconds),
        way: warning.seconds > 0 ? "ahead" : "behind",
      });
    case "queue":
      return t("server.warnings.queue.text", { at: warning.since });
    case "mail":
      return t("server.warnings.mail.text", { host: warning.host, at: warning.at, code: warning.code });
    case "backup":
      return warning.at ? t("server.warnings.backup.text", { at: warning.at }) : t("server.warnings.backup.never");
  }
}
