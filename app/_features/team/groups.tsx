"use client";

import { useTranslations } from "next-intl";
import { type FormEvent, useRef, useState } from "react";
import { explain, sendJson } from "@/app/_features/request";
import { withReauthentication } from "@/app/_features/session";
import { EmptyState } from "@/app/_ui/empty-state";
import { Field } from "@/app/_ui/field";
import { FormProblem } from "@/app/_ui/form-problem";
import { Section } from "@/app/_ui/section";
import { SubmitButton } from "@/app/_ui/submit-button";
import { showToast } from "@/app/_ui/toasts";
import { GROUP_NAME_LENGTH } from "@/lib/accounts/limits";
import type { GroupView, MemberView } from "@/lib/accounts/schemas";
import { Group } from "./group";
import { GROUPS, useGroups } from "./use-groups";

interface GroupsProps {
  groups: GroupView[];
  members: readonly MemberView[];
}

/** Creates groups and manages their members. */
export function Groups({ groups, members }: GroupsProps) {
  const t = useTranslations();
  const form = useRef<HTMLFormElement>(null);
  const [problem, setProblem] = useState("");
  const { data, mutate } = useGroups(groups);

  const create = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const name = String(new FormData(event.currentTarget).get("name"));
    setProblem("");
    try {
      const made = await withReauthentication(() => sendJson<GroupView>("POST", GROUPS, { name }));
      form.current?.reset();
      showToast({ title: t("groups.created", { name: made.name }) });
      await mutate();
    } catch (error) {
      setProblem(explain(t, error));
    }
  };

  return (
    <Section title={t("groups.title")} lead={t("groups.lead")}>
      {data?.groups.length === 0 && <EmptyState title={t("groups.none")} hint={t("groups.noneHow")} />}
      <ul className="divide-y divide-line">
        {data?.groups.map((group) => (
          <Group key={group.id} group={group} members={members} onChange={mutate} />
        ))}
      </ul>
      <form ref={form} method="post" onSubmit={create} className="mt-6 max-w-md">
        <Field label={t("groups.newName")} name="name" autoComplete="off" required maxLength={GROUP_NAME_LENGTH} />
        <FormProblem>{problem}</FormProblem>
        <SubmitButton className="mt-4">{t("groups.create")}</SubmitButton>
      </form>
    </Section>
  );
}
