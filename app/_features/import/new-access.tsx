"use client";

import { useTranslations } from "next-intl";
import { AccessFields, type ChosenAccess, rightOf } from "@/app/_features/details";
import { Part } from "@/app/_ui/part";
import type { AccessView, NewAccess } from "@/lib/library/access-schemas";

const AUDIENCES = ["team", "restricted"] as const;

export interface NewAccessProps {
  access: ChosenAccess;
  /** The people and groups that can be added, and the user's own entry if a restricted report must name them. */
  choices: AccessView["choices"] & { mustStay: AccessView["people"][number] | null };
  onChange(access: ChosenAccess): void;
}

/** Fields for who can read a new report, so that no one else sees it before its access is restricted. */
export function NewAccessFields({ access, choices, onChange }: NewAccessProps) {
  const t = useTranslations();
  const { mustStay } = choices;
  return (
    <Part title={t("access.title")}>
      <AccessFields
        access={access}
        audiences={AUDIENCES}
        choices={choices}
        mayChange
        mayPublishNotes={false}
        onChange={(change) => {
          const next = { ...access, ...change };
          const isLeftOut = mustStay !== null && !next.people.some(({ id }) => id === mustStay.id);
          const isNewlyRestricted = change.audience === "restricted";
          onChange(isNewlyRestricted && isLeftOut ? { ...next, people: [mustStay, ...next.people] } : next);
        }}
      />
      <p className="mt-4 text-muted text-small">{t("access.owners")}</p>
    </Part>
  );
}

/** The access as the server expects it; undefined for the default. */
export function newAccessOf({ audience, people, groups }: ChosenAccess): NewAccess | undefined {
  if (audience === "public" || (audience === "team" && people.length + groups.length === 0)) return undefined;
  return { audience, people: people.map(rightOf), groups: groups.map(rightOf) };
}
