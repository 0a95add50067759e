import type { ShareView } from "@/lib/sharing/schemas";
import { words } from "../words/en";

/** Whether a link works, and when it ended or will. */
export function shareState({ state, revokedAt, expiresAt }: Pick<ShareView, "state" | "revokedAt" | "expiresAt">) {
  const time = revokedAt ?? expiresAt;
  return words.share.state[state](time ? words.date(time) : "");
}
