import { Lock, Users, UsersRound } from "lucide-react";
import type { Visibility } from "@/lib/annotations/schemas";

const ICONS = { private: Lock, group: UsersRound, team: Users };

/** The icon beside the name of an audience. */
export function AudienceIcon({ visibility, size = 14 }: { visibility: Visibility; size?: number }) {
  const Icon = ICONS[visibility];
  return <Icon size={size} aria-hidden />;
}
