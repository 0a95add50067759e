"use client";

import { useTranslations } from "next-intl";
import { createContext, type ReactNode, useContext, useMemo } from "react";
import type { Translate } from "@/app/_messages/translate";
import type { Role } from "@/lib/accounts/roles";
import type { GroupRef } from "@/lib/accounts/schemas";
import type { Audience } from "@/lib/annotations/rules";

export interface OwnGroups {
  groups: readonly GroupRef[];
  /** Whether the user can write for the whole team. Guests can't. */
  team: boolean;
}

const Audiences = createContext<OwnGroups>({ groups: [], team: true });

/** Provides the audiences that the user can write for to a page. */
export function GroupsProvider({
  groups,
  role,
  children,
}: Pick<OwnGroups, "groups"> & { role: Role; children: ReactNode }) {
  const offered = useMemo(() => ({ groups, team: role !== "guest" }), [groups, role]);
  return <Audiences value={offered}>{children}</Audiences>;
}

const PRIVATE: Audience = { visibility: "private", groupId: null };
const TEAM: Audience = { visibility: "team", groupId: null };

/** A unique key for an audience. For a group, it is the group's id. */
export function audienceKey({ visibility, groupId }: Audience): string {
  return visibility === "group" ? (groupId ?? "group") : visibility;
}

/** The user's groups, and whether they can write for the team. */
export function useGroups(): OwnGroups {
  return useContext(Audiences);
}

/** The audiences that a user can choose for a highlight and its note, and their names. */
export function useAudiences() {
  const t = useTranslations();
  return audiencesOf(t, useGroups());
}

/** Like `useAudiences`, but for the given groups. */
export function audiencesOf(t: Translate, { groups, team }: OwnGroups) {
  const ofGroups = groups.map(({ id }): Audience => ({ visibility: "group", groupId: id }));
  const choices = [PRIVATE, ...ofGroups, ...(team ? [TEAM] : [])];
  return {
    /** From smallest to largest. */
    choices,
    hasGroups: groups.length > 0,
    /** The next audience. The first one follows the last. */
    after(audience: Audience): Audience {
      const at = choices.findIndex((choice) => audienceKey(choice) === audienceKey(audience));
      return choices[(at + 1) % choices.length]!;
    },
    /** Toggles between private and the largest audience. */
    other({ visibility }: Audience): Audience {
      return visibility === "private" ? choices.at(-1)! : PRIVATE;
    },
    nameOf({ visibility, groupId }: Audience): string {
      if (visibility !== "group") return t(`notes.visibility.${visibility}`);
      return groups.find(({ id }) => id === groupId)?.name ?? t("notes.formerGroup");
    },
  };
}
