"use client";

import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { type FormEvent, useId, useState } from "react";
import { explain, sendJson } from "@/app/_features/request";
import { withReauthentication } from "@/app/_features/session";
import { Button } from "@/app/_ui/button";
import { FormProblem } from "@/app/_ui/form-problem";
import { Select } from "@/app/_ui/select";
import { SubmitButton } from "@/app/_ui/submit-button";
import { showToast } from "@/app/_ui/toasts";
import type { AccessChange, AccessView } from "@/lib/library/access-schemas";

const AUDIENCES = ["team", "restricted", "public"] as const;
const RIGHTS = ["read", "edit"] as const;

/** The kinds of grantees, which are also the names of their lists. */
const KINDS = ["groups", "people"] as const;
type Kind = (typeof KINDS)[number];
type Grantee = AccessView[Kind][number];

/** Shows, and lets people change, who can read and edit a report. */
export function Access({ slug, access: given }: { slug: string; access: AccessView }) {
  const t = useTranslations();
  const router = useRouter();
  const id = useId();
  const [access, setAccess] = useState(given);
  const [problem, setProblem] = useState("");
  const [isBusy, setBusy] = useState(false);
  const { audience, publicNotes, choices, may } = access;
  /** Only people who can publish the report are offered to, but everyone sees that it is public. */
  const audiences = AUDIENCES.filter((each) => each !== "public" || may.publish || given.audience === "public");

  const save = async (event: FormEvent) => {
    event.preventDefault();
    if (isBusy) return;
    setBusy(true);
    setProblem("");
    const body: AccessChange = {
      ...{ version: access.version, audience, publicNotes },
      ...{ people: access.people.map(rightOf), groups: access.groups.map(rightOf) },
    };
    try {
      setAccess(await withReauthentication(() => sendJson<AccessView>("PUT", `/api/reports/${slug}/access`, body)));
      showToast({ title: t("access.saved") });
      router.refresh();
    } catch (error) {
      setProblem(explain(t, error));
    } finally {
      setBusy(false);
    }
  };

  const set = (kind: Kind, list: Grantee[]) => setAccess({ ...access, [kind]: list });
  const add = (chosen: string) => {
    for (const kind of KINDS) {
      const found = choices[kind].find((each) => each.id === chosen);
      if (found) set(kind, [...access[kind], { ...found, right: "read" }]);
    }
  };
  const unnamed = (kind: Kind) => choices[kind].filter((each) => !access[kind].some((other) => other.id === each.id));

  return (
    <section aria-labelledby={`${id}-title`} className="mt-16 border-line border-t pt-8">
      <h2 id={`${id}-title`} className="mb-4 font-semibold font-serif text-heading">
        {t("access.title")}
      </h2>
      <form method="post" onSubmit={save} className="max-w-prose">
        <fieldset disabled={!may.change} className="mb-6">
          <legend className="sr-only">{t("access.title")}</legend>
          {audiences.map((each) => (
            <label key={each} className="flex min-h-11 cursor-pointer items-start gap-3 py-2">
              <input
                type="radio"
                name="audience"
                value={each}
                checked={audience === each}
                onChange={() => setAccess({ ...access, audience: each })}
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
                disabled={!may.publish && !given.publicNotes}
                onChange={(event) => setAccess({ ...access, publicNotes: event.target.checked })}
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
                  mayChange={may.change}
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
        {may.change && (
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
        <p className="mt-4 text-muted text-small">{t("access.owners")}</p>
        <FormProblem>{problem}</FormProblem>
        {may.change && (
          <SubmitButton className="mt-4" aria-disabled={isBusy || undefined}>
            {t("access.save")}
          </SubmitButton>
        )}
      </form>
    </section>
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

function rightOf({ id, right }: Grantee) {
  return { id, right };
}
