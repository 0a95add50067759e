"use client";

import { useTranslations } from "next-intl";
import { useId } from "react";
import { Button } from "@/app/_ui/button";
import { Select } from "@/app/_ui/select";
import type { AccessView } from "@/lib/library/access-schemas";

const RIGHTS = ["read", "edit"] as const;

/** The kinds of grantees, which are also the names of their lists. */
const KINDS = ["groups", "people"] as const;
type Kind = (typeof KINDS)[number];
type Grantee = AccessView[Kind][number];

/** Who can read and edit a report, as far as people choose it. */
export type ChosenAccess = Pick<AccessView, "audience" | "publicNotes" | "people" | "groups">;

interface AccessFieldsProps {
  access: ChosenAccess;
  /** The audiences that are offered. */
  audiences: readonly AccessView["audience"][];
  /** The people and groups that can be added. */
  choices: AccessView["choices"];
  mayChange: boolean;
  /** Whether the user can decide if the notes of a public report are public. */
  mayPublishNotes: boolean;
  onChange(change: Partial<ChosenAccess>): void;
}

/** Fields for who can read and edit a report. */
export function AccessFields({ access, audiences, choices, mayChange, mayPublishNotes, onChange }: AccessFieldsProps) {
  const t = useTranslations();
  const id = useId();
  const { audience, publicNotes } = access;
  const set = (kind: Kind, list: Grantee[]) => onChange({ [kind]: list });
  const add = (chosen: string) => {
    for (const kind of KINDS) {
      const found = choices[kind].find((each) => each.id === chosen);
      if (found) set(kind, [...access[kind], { ...found, right: "read" }]);
    }
  };
  const unnamed = (kind: Kind) => choices[kind].filter((each) => !access[kind].some((other) => other.id === each.id));

  return (
    <>
      <fieldset disabled={!mayChange} className="mb-6">
        <legend className="sr-only">{t("access.title")}</legend>
        {audiences.map((each) => (
          <label key={each} className="flex min-h-11 cursor-pointer items-start gap-3 py-2">
            <input
              type="radio"
              name="audience"
              value={each}
              checked={audience === each}
              onChange={() => onChange({ audience: each })}
              className="mt-1 size-4 shrink-0 accent-accent"
            />
            <span>
              {t(`access.audiences.${each}`)}{" "}
              <span className="block text-muted text-small">{t(`access.means.${each}`)}</span>
            </span>
          </label>
        ))}
        {audience === "public" && (
          <label className="ml-7 flex min-h-11 cursor-pointer items-start gap-3 py-2">
            <input
              type="checkbox"
              checked={publicNotes}
              disabled={!mayPublishNotes}
              onChange={(event) => onChange({ publicNotes: event.target.checked })}
              className="mt-1 size-4 shrink-0 accent-accent"
            />
            <span>
              {t("access.publicNotes")}{" "}
              <span className="block text-muted text-small">{t("access.publicNotesMean")}</span>
            </span>
          </label>
        )}
      </fieldset>
      <h3 id={`${id}-list`} className="font-semibold">
        {t(audience === "restricted" ? "access.list" : "access.alsoList")}
      </h3>
      {access.groups.length + access.people.length === 0 ? (
        <p className="mt-1 text-muted">{t(audience === "restricted" ? "access.nobody" : "access.nobodyElse")}</p>
      ) : (
        <ul aria-labelledby={`${id}-list`} className="mt-2 divide-y divide-line border-line border-y">
          {KINDS.flatMap((kind) =>
            access[kind].map((grantee) => (
              <GranteeRow
                key={grantee.id}
                kind={kind}
                grantee={grantee}
                mayChange={mayChange}
                onChoose={(right) =>
                  set(
                    kind,
                    access[kind].map((each) => (each.id === grantee.id ? { ...each, right } : each)),
                  )
                }
                onRemove={() =>
                  set(
                    kind,
                    access[kind].filter((each) => each.id !== grantee.id),
                  )
                }
              />
            )),
          )}
        </ul>
      )}
      {mayChange && (
        <Select aria-label={t("access.add")} value="" onChoose={add} className="mt-4">
          <option value="">{t("access.add")}</option>
          {KINDS.map((kind) => (
            <optgroup key={kind} label={t(`access.kinds.${kind}`)}>
              {unnamed(kind).map((each) => (
                <option key={each.id} value={each.id}>
                  {each.name}
                </option>
              ))}
            </optgroup>
          ))}
        </Select>
      )}
    </>
  );
}

interface GranteeRowProps {
  kind: Kind;
  grantee: Grantee;
  mayChange: boolean;
  onChoose(right: Grantee["right"]): void;
  onRemove(): void;
}

function GranteeRow({ kind, grantee: { name, right }, mayChange, onChoose, onRemove }: GranteeRowProps) {
  const t = useTranslations();
  const shown = name ?? t("access.otherGroup");
  return (
    <li className="flex flex-wrap items-center gap-x-4 gap-y-1 py-2">
      <span className="min-w-0 grow wrap-anywhere">
        {shown} {kind === "groups" && <span className="text-muted text-small">{t("access.group")}</span>}
      </span>
      {mayChange ? (
        <>
          <Select
            isCompact
            aria-label={t("access.rightOf", { name: shown })}
            value={right}
            onChoose={(value) => onChoose(RIGHTS.find((each) => each === value) ?? "read")}
            className="w-36"
          >
            {RIGHTS.map((each) => (
              <option key={each} value={each}>
                {t(`access.rights.${each}`)}
              </option>
            ))}
          </Select>
          <Button variant="quiet" aria-label={t("access.removeName", { name: shown })} onClick={onRemove}>
            {t("access.remove")}
          </Button>
        </>
      ) : (
        <span className="text-muted">{t(`access.rights.${right}`)}</span>
      )}
    </li>
  );
}

/** A grantee as the server expects it. */
export function rightOf({ id, right }: Grantee) {
  return { id, right };
}
