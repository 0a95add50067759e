"use client";

import { useTranslations } from "next-intl";
import { type FormEvent, useState } from "react";
import { explain, sendJson } from "@/app/_features/request";
import { withReauthentication } from "@/app/_features/session";
import { FormProblem } from "@/app/_ui/form-problem";
import { Section } from "@/app/_ui/section";
import { SelectField } from "@/app/_ui/select";
import { ShownOnce } from "@/app/_ui/shown-once";
import { SubmitButton } from "@/app/_ui/submit-button";
import type { MemberView } from "@/lib/accounts/schemas";

/**
 * Creates a password reset link for a member and shows the link once. The signed-in user comes last in the list,
 * because people rarely need a link for their own account.
 */
export function ResetLink({ members, ownId }: { members: MemberView[]; ownId: string }) {
  const t = useTranslations();
  const [made, setMade] = useState<{ link: string; name: string }>();
  const [problem, setProblem] = useState("");

  const make = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const id = new FormData(event.currentTarget).get("person");
    const member = members.find((candidate) => candidate.id === id);
    if (!member) return;
    setProblem("");
    try {
      const address = `/api/members/${member.id}/reset-link`;
      const { path } = await withReauthentication(() => sendJson<{ path: string }>("POST", address));
      setMade({ link: new URL(path, window.location.origin).href, name: member.name });
    } catch (error) {
      setProblem(explain(t, error));
    }
  };

  return (
    <Section title={t("accounts.reset.section")} lead={t("accounts.reset.sectionLead")}>
      <form method="post" onSubmit={make} className="max-w-md">
        <SelectField label={t("accounts.reset.person")} name="person">
          {members
            .toSorted((a, b) => Number(a.id === ownId) - Number(b.id === ownId))
            .map(({ id, name }) => (
              <option key={id} value={id}>
                {name}
              </option>
            ))}
        </SelectField>
        <FormProblem>{problem}</FormProblem>
        <SubmitButton className="mt-6">{t("accounts.reset.make")}</SubmitButton>
      </form>
      {made && (
        <ShownOnce
          key={made.link}
          label={t("accounts.reset.made", { name: made.name })}
          hint={t("accounts.reset.once")}
          value={made.link}
        />
      )}
    </Section>
  );
}
