"use client";

import { useTranslations } from "next-intl";
import { type FormEvent, useState } from "react";
import useSWR from "swr";
import { explain, fetchJson, sendJson } from "@/app/_features/request";
import { ConfirmDialog, withReauthentication } from "@/app/_features/session";
import { Button } from "@/app/_ui/button";
import { FormProblem } from "@/app/_ui/form-problem";
import { Section } from "@/app/_ui/section";
import { SubmitButton } from "@/app/_ui/submit-button";
import { showToast } from "@/app/_ui/toasts";
import type { MemberFactors, TeamFactors } from "@/lib/accounts/factors/factor-schemas";
import { ROLES } from "@/lib/accounts/roles";

const ADDRESS = "/api/team/second-factor";

interface SecondFactorProps {
  factors: TeamFactors;
  ownId: string;
  /** The name of the sign-in provider; null if there is none. */
  provider: string | null;
}

/** Owners choose which roles must have a second factor, see who has one, and reset those of others. */
export function SecondFactor({ factors, ownId, provider }: SecondFactorProps) {
  const t = useTranslations();
  const [problem, setProblem] = useState("");
  const [resetting, setResetting] = useState<MemberFactors>();
  const { data = factors, mutate } = useSWR<TeamFactors, Error>(
    ADDRESS,
    (address: string) => withReauthentication(() => fetchJson<TeamFactors>(address)),
    { fallbackData: factors, revalidateOnMount: false },
  );

  const save = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const roles = new FormData(event.currentTarget).getAll("roles");
    setProblem("");
    try {
      await withReauthentication(() => sendJson("PUT", ADDRESS, { roles }));
      showToast({ title: t("accounts.factors.saved") });
      await mutate();
    } catch (error) {
      setProblem(explain(t, error));
    }
  };
  const reset = async () => {
    if (!resetting) return;
    const { id, name } = resetting;
    await withReauthentication(() => sendJson("POST", `/api/members/${id}/factors-reset`));
    showToast({ title: t("accounts.factors.wasReset", { name }) });
    await mutate();
    document.getElementById("second-factors")?.focus();
  };

  return (
    <Section title={t("accounts.factors.title")} lead={t("accounts.factors.lead")}>
      {provider !== null && <p className="mb-5 text-muted">{t("accounts.factors.provider", { name: provider })}</p>}
      <form method="post" onSubmit={save}>
        <fieldset>
          <legend className="mb-1 font-semibold">{t("accounts.factors.roles")}</legend>
          {ROLES.map((role) => (
            <label key={role} className="flex min-h-11 cursor-pointer items-start gap-3 py-2">
              <input
                type="checkbox"
                name="roles"
                value={role}
                defaultChecked={factors.roles.includes(role)}
                className="mt-1 size-4 shrink-0 accent-accent"
              />
              <span>{t(`accounts.roles.${role}`)}</span>
            </label>
          ))}
        </fieldset>
        <FormProblem>{problem}</FormProblem>
        <SubmitButton className="mt-4">{t("accounts.factors.save")}</SubmitButton>
      </form>
      <table id="second-factors" tabIndex={-1} className="mt-8 w-full border-line border-y text-start outline-none">
        <caption className="sr-only">{t("accounts.factors.people")}</caption>
        <thead>
          <tr className="text-muted text-small">
            <th scope="col" className="py-2 pe-4 text-start font-semibold">
              {t("accounts.factors.person")}
            </th>
            <th scope="col" className="py-2 text-start font-semibold">
              {t("accounts.factors.state")}
            </th>
          </tr>
        </thead>
        <tbody className="divide-y divide-line border-line border-t">
          {data.members.map((member) => (
            <tr key={member.id}>
              <th scope="row" className="py-3 pe-4 text-start font-normal wrap-anywhere">
                {member.name}
              </th>
              <td className="py-1">
                <div className="flex min-h-11 items-center justify-between gap-4">
                  <span className={member.state === "off" ? "text-muted" : ""}>
                    {t(`accounts.factors.states.${member.state}`)}
                  </span>
                  {member.state === "on" && member.id !== ownId && (
                    <Button
                      aria-label={t("accounts.factors.resetNamed", { name: member.name })}
                      onClick={() => setResetting(member)}
                    >
                      {t("accounts.factors.reset")}
                    </Button>
                  )}
                </div>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      <ConfirmDialog
        open={resetting !== undefined}
        onOpenChange={(isOpen) => !isOpen && setResetting(undefined)}
        title={t("accounts.factors.resetAsk", { name: resetting?.name ?? "" })}
        lead={t("accounts.factors.resetLead")}
        submit={t("accounts.factors.reset")}
        onSubmit={reset}
      />
    </Section>
  );
}
