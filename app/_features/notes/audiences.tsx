"use client";

import { useTranslations } from "next-intl";
import { createContext, type ReactNode, useContext } from "react";
import type { Translate } from "@/app/_messages/translate";
import type { GroupRef } from "@/lib/accounts/schemas";
import type { Audience } from "@/lib/annotations/rules";

const Groups = createContext<readonly GroupRef[]>([]);

/** Provides the user's groups to a page. */
export function GroupsProvider({ groups, children }: { groups: readonly GroupRef[]; children: ReactNode }) {
  return <Groups value={groups}>{children}</Groups>;
}

const PRIVATE: Audience = { visibility: "private", groupId: null };
const TEAM: Audience = { visibility: "team", groupId: null };

/** A unique key for an audience. For a group, it is the group's id. */
export function audienceKey({ visibility, groupId }: Audience): string {
  return visibility === "group" ? (groupId ?? "group") : visibility;
}

/** The user's groups. */
export function useGroups(): readonly GroupRef[] {
  return useContext(Groups);
}

/** The audiences that a user can choose for a highlight and its note, and their names. */
export function useAudiences() {
  const t = useTranslations();
  return audiencesOf(t, useGroups());
}

/** Like `useAudiences`, but for the given groups. */
export function audiencesOf(t: Translate, groups: readonly GroupRef[]) {
  const choices = [PRIVATE, ...groups.map(({ id }): Audience => ({ visibility: "group", groupId: id })), TEAM];
  return {
    /** From smallest to largest. */
    choices,
    hasGroups: groups.length > 0,
    /** The next audience. The first one follows the last. */
    after(audience: Audience): Audience {
      const at = choices.findIndex((choice) => audienceKey(choice) === audienceKey(audience));
      return choices[(at + 1) % choices.length]!;
    },
    /** Toggles between private and team. */
    other({ visibility }: Audience): Audience {
      return visibility === "private" ? TEAM : PRIVATE;
    },
    nameOf({ visibility, groupId }: Audience): string {
      if (visibility !== "group") return t(`notes.visibility.${visibility}`);
      return groups.find(({ id }) => id === groupId)?.name ?? t("notes.formerGroup");
    },
  };
}
