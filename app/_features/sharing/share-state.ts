import type { Translate } from "@/app/_messages/translate";
import type { ShareView } from "@/lib/sharing/schemas";

/** Whether a link is active, and when it ended or will expire. */
export function shareState(
  t: Translate,
  { state, revokedAt, expiresAt }: Pick<ShareView, "state" | "revokedAt" | "expiresAt">,
) {
  const time = revokedAt ?? expiresAt;
  const at = new Date(time ?? 0);
  switch (state) {
    case "draft":
      return t("share.state.draft");
    case "open":
      return time ? t("share.state.openUntil", { until: at }) : t("share.state.open");
    case "expired":
    case "revoked":
      return t(`share.state.${state}`, { on: at });
  }
}
