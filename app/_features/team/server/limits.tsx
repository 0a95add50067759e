import { useTranslations } from "next-intl";
import type { ServerOverview } from "@/lib/operations/schemas";
import { Facts } from "./facts";

/** As in MAX_FILE_MB. */
const MEGABYTE = 1024 * 1024;

/** The settings that limit what people can do, with the names of their variables, and how many people are signed in. */
export function Limits({ limits, sessions }: Pick<ServerOverview, "limits" | "sessions">) {
  const t = useTranslations();
  return (
    <Facts
      facts={[
        ["MAX_FILE_MB", t("server.limits.file", { megabytes: limits.file / MEGABYTE })],
        ["RATE_LIMIT_FACTOR", t("server.limits.rate", { factor: limits.rateFactor })],
        ["SEARCH_ENGINE", t(`server.limits.engines.${limits.searchEngine}`)],
        ["DRAIN_SECONDS", t("server.limits.drain", { seconds: limits.drain })],
        ["SMTP_URL", t("server.limits.mail", { isSet: String(limits.sendsMail) })],
        [t("server.limits.sessions"), t("server.limits.sessionCounts", sessions)],
      ]}
    />
  );
}
