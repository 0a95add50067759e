"use client";

import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { type FormEvent, useRef, useState } from "react";
import { explain, sendJson } from "@/app/_features/request";
import { withReauthentication } from "@/app/_features/session";
import { Field } from "@/app/_ui/field";
import { FormProblem } from "@/app/_ui/form-problem";
import { Section } from "@/app/_ui/section";
import { SubmitButton } from "@/app/_ui/submit-button";
import { NAME_LENGTH } from "@/lib/accounts/limits";
import type { Role } from "@/lib/accounts/roles";

interface ProfileProps {
  name: string;
  email: string;
  role: Role;
}

/** The user's name, which they can change, and their email address and role. */
export function Profile({ name, email, role }: ProfileProps) {
  const t = useTranslations();
  const router = useRouter();
  const [problem, setProblem] = useState("");
  const [done, setDone] = useState("");
  const busy = useRef(false);
  const rows = [
    [t("accounts.fields.email"), email],
    [t("accounts.team.role"), t(`accounts.roles.${role}`)],
  ] as const;

  const change = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    if (busy.current) return;
    busy.current = true;
    const wanted = Object.fromEntries(new FormData(event.currentTarget));
    setProblem("");
    setDone("");
    try {
      await withReauthentication(() => sendJson("PATCH", "/api/me", wanted));
      setDone(t("settings.profile.saved"));
      router.refresh();
    } catch (error) {
      setProblem(explain(t, error));
    } finally {
      busy.current = false;
    }
  };

  return (
    <Section id="profile" title={t("settings.profile.title")} lead={t("settings.profile.lead")}>
      <dl className="grid grid-cols-[auto_minmax(0,1fr)] gap-x-8 gap-y-2">
        {rows.map(([label, value]) => (
          <div key={label} className="contents">
            <dt className="text-muted">{label}</dt>
            <dd className="wrap-anywhere">{value}</dd>
          </div>
        ))}
      </dl>
      <form method="post" onSubmit={change} className="mt-6 max-w-md">
        <Field
          label={t("accounts.fields.name")}
          name="name"
          autoComplete="name"
          required
          maxLength={NAME_LENGTH}
          defaultValue={name}
        />
        <FormProblem>{problem}</FormProblem>
        <p role="status" className="mt-4 empty:hidden">
          {done}
        </p>
        <SubmitButton className="mt-6">{t("settings.profile.submit")}</SubmitButton>
      </form>
    </Section>
  );
}
