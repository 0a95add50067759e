import { words } from "@/app/_messages/en";
import type { ShareView } from "@/lib/sharing/schemas";

/** Whether a link works, and when it ended or will. */
export function shareState({ state, revokedAt, expiresAt }: Pick<ShareView, "state" | "revokedAt" | "expiresAt">) {
  const time = revokedAt ?? expiresAt;
  return words.share.state[state](time ? words.date(time) : "");
}
