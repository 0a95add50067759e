"use client";

import { useTranslations } from "next-intl";
import { type FormEvent, useState } from "react";
import { useSWRConfig } from "swr";
import { explain, sendJson } from "@/app/_features/request";
import { withReauthentication } from "@/app/_features/session";
import { Field } from "@/app/_ui/field";
import { FormProblem } from "@/app/_ui/form-problem";
import { DaysField } from "@/app/_ui/select";
import { ShownOnce } from "@/app/_ui/shown-once";
import { SubmitButton } from "@/app/_ui/submit-button";
import { INVITATION_DAYS, INVITATION_USES } from "@/lib/accounts/limits";
import { INVITED_ROLES, type InvitedRole } from "@/lib/accounts/roles";
import type { GroupView } from "@/lib/accounts/schemas";
import { useGroups } from "./use-groups";
import { INVITATIONS } from "./use-invitations";

const DAYS = [1, INVITATION_DAYS.default, 30, INVITATION_DAYS.max];

/** Creates an invitation. Its link is shown once. */
export function InviteForm({ groups }: { groups: GroupView[] }) {
  const t = useTranslations();
  const [role, setRole] = useState<InvitedRole>("annotator");
  const [link, setLink] = useState<string>();
  const { data } = useGroups(groups);
  const [problem, setProblem] = useState<string>();
  const { mutate } = useSWRConfig();

  const make = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const wanted = {
      role,
      days: Number(form.get("days")),
      maxUses: Number(form.get("uses")),
      groups: form.getAll("group"),
    };
    setProblem(undefined);
    try {
      const { path } = await withReauthentication(() => sendJson<{ path: string }>("POST", INVITATIONS, wanted));
      setLink(new URL(path, window.location.origin).href);
      void mutate(INVITATIONS);
    } catch (error) {
      setProblem(explain(t, error));
    }
  };

  return (
    <>
      <form method="post" onSubmit={make} className="max-w-md">
        <fieldset className="mb-5">
          <legend className="mb-1 font-semibold">{t("accounts.team.inviteRole")}</legend>
          {INVITED_ROLES.map((value) => (
            <label key={value} className="flex min-h-11 cursor-pointer items-start gap-3 py-2">
              <input
                type="radio"
                name="role"
                value={value}
                checked={role === value}
                onChange={() => setRole(value)}
                className="mt-1 size-4 shrink-0 accent-accent"
              />
              <span>
                {t(`accounts.roles.${value}`)}{" "}
                <span className="block text-muted text-small">{t(`accounts.roleMeans.${value}`)}</span>
              </span>
            </label>
          ))}
        </fieldset>
        <details className="mb-5">
          <summary className="min-h-11 cursor-pointer py-2.5 text-accent">{t("accounts.team.more")}</summary>
          <div className="mt-3 flex flex-col gap-5">
            <fieldset>
              <legend className="mb-1 font-semibold">{t("groups.invite")}</legend>
              {data?.groups.length === 0 && <p className="text-muted text-small">{t("groups.inviteNone")}</p>}
              {data?.groups.map(({ id, name }) => (
                <label key={id} className="flex min-h-11 cursor-pointer items-start gap-3 py-2 wrap-anywhere">
                  <input type="checkbox" name="group" value={id} className="mt-1 size-4 shrink-0 accent-accent" />
                  {name}
                </label>
              ))}
            </fieldset>
            <DaysField label={t("accounts.team.days")} days={DAYS} defaultValue={INVITATION_DAYS.default} />
            <Field
              label={t("accounts.team.uses")}
              name="uses"
              type="number"
              inputMode="numeric"
              min={1}
              max={INVITATION_USES.max}
              defaultValue={INVITATION_USES.default}
              required
            />
          </div>
        </details>
        <FormProblem>{problem}</FormProblem>
        <SubmitButton variant="primary">{t("accounts.team.create")}</SubmitButton>
      </form>
      {link && <ShownOnce key={link} label={t("accounts.team.made")} hint={t("accounts.team.once")} value={link} />}
    </>
  );
}
