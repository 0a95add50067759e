"use client";

import { useTranslations } from "next-intl";
import { createContext, type ReactNode, useContext } from "react";
import type { Translate } from "@/app/_messages/translate";
import type { GroupRef } from "@/lib/accounts/schemas";
import type { Audience } from "@/lib/annotations/rules";

const Groups = createContext<readonly GroupRef[]>([]);

/** Says to a page which groups the person is in. */
export function GroupsProvider({ groups, children }: { groups: readonly GroupRef[]; children: ReactNode }) {
  return <Groups value={groups}>{children}</Groups>;
}

const PRIVATE: Audience = { visibility: "private", groupId: null };
const TEAM: Audience = { visibility: "team", groupId: null };

/** Names one audience among others: a group by its id. */
export function audienceKey({ visibility, groupId }: Audience): string {
  return visibility === "group" ? (groupId ?? "group") : visibility;
}

/** The groups that the person is in. */
export function useGroups(): readonly GroupRef[] {
  return useContext(Groups);
}

/** Before whom a person can put a highlight and its note, and what each audience is called. */
export function useAudiences() {
  const t = useTranslations();
  return audiencesOf(t, useGroups());
}

/** The same, by the groups that they are in. */
export function audiencesOf(t: Translate, groups: readonly GroupRef[]) {
  const choices = [PRIVATE, ...groups.map(({ id }): Audience => ({ visibility: "group", groupId: id })), TEAM];
  return {
    /** From the fewest people to the most. */
    choices,
    hasGroups: groups.length > 0,
    /** The audience after one, and after the last one the first. */
    after(audience: Audience): Audience {
      const at = choices.findIndex((choice) => audienceKey(choice) === audienceKey(audience));
      return choices[(at + 1) % choices.length]!;
    },
    /** Of two, the team and the person alone, the one that it is not. */
    other({ visibility }: Audience): Audience {
      return visibility === "private" ? TEAM : PRIVATE;
    },
    nameOf({ visibility, groupId }: Audience): string {
      if (visibility !== "group") return t(`notes.visibility.${visibility}`);
      return groups.find(({ id }) => id === groupId)?.name ?? t("notes.formerGroup");
    },
  };
}
