"use client";

import { X } from "lucide-react";
import { useTranslations } from "next-intl";
import { type FormEvent, useState } from "react";
import { explain, sendJson } from "@/app/_features/request";
import { ConfirmDialog, withReauthentication } from "@/app/_features/session";
import { Field } from "@/app/_ui/field";
import { IconButton } from "@/app/_ui/icon-button";
import { Select } from "@/app/_ui/select";
import { SubmitButton } from "@/app/_ui/submit-button";
import { TextButton } from "@/app/_ui/text-button";
import { showToast } from "@/app/_ui/toasts";
import { GROUP_NAME_LENGTH } from "@/lib/accounts/limits";
import type { GroupView, MemberView } from "@/lib/accounts/schemas";

interface GroupProps {
  group: GroupView;
  members: readonly MemberView[];
  onChange(): Promise<unknown>;
}

/** A group, its members and its actions. */
export function Group({ group: { id, name, members: inside }, members, onChange }: GroupProps) {
  const t = useTranslations();
  const [isRenaming, setRenaming] = useState(false);
  const [isRemoving, setRemoving] = useState(false);
  const outside = members.filter((member) => !inside.some((other) => other.id === member.id));

  const attempt = async (work: () => Promise<unknown>, done?: () => void) => {
    try {
      await withReauthentication(work);
      done?.();
    } catch (error) {
      showToast({ title: explain(t, error) });
    }
    await onChange();
  };
  const put = (person: string) => attempt(() => sendJson("PUT", `/api/groups/${id}/members/${person}`));
  const takeOut = (person: string, of: string) =>
    attempt(
      () => sendJson("DELETE", `/api/groups/${id}/members/${person}`),
      () =>
        showToast({
          title: t("groups.takenOut", { name: of, group: name }),
          action: { label: t("notes.undo"), onClick: () => void put(person) },
        }),
    );
  const rename = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const wanted = String(new FormData(event.currentTarget).get("name"));
    void attempt(
      () => sendJson("PATCH", `/api/groups/${id}`, { name: wanted }),
      () => setRenaming(false),
    );
  };
  const remove = async () => {
    await withReauthentication(() => sendJson("DELETE", `/api/groups/${id}`));
    showToast({ title: t("groups.removed", { group: name }) });
    await onChange();
  };

  return (
    <li className="py-4">
      <h3 className="font-semibold wrap-anywhere">{name}</h3>
      {isRenaming && (
        <form method="post" onSubmit={rename} className="my-3 flex max-w-md flex-wrap items-end gap-2">
          <div className="min-w-0 flex-1">
            <Field
              label={t("groups.name")}
              name="name"
              defaultValue={name}
              required
              maxLength={GROUP_NAME_LENGTH}
              autoComplete="off"
            />
          </div>
          <SubmitButton>{t("groups.renameSubmit")}</SubmitButton>
        </form>
      )}
      {inside.length === 0 && <p className="text-muted">{t("groups.nobody")}</p>}
      <ul aria-label={t("groups.membersOf", { group: name })} className="my-2 flex flex-wrap gap-2">
        {inside.map((person) => (
          <li key={person.id} className="flex items-center rounded border border-line ps-3 wrap-anywhere">
            {person.name}
            <IconButton
              label={t("groups.takeOut", { name: person.name, group: name })}
              icon={<X size={16} aria-hidden />}
              onClick={() => void takeOut(person.id, person.name)}
            />
          </li>
        ))}
      </ul>
      <div className="flex flex-wrap items-center gap-x-5 gap-y-2">
        {outside.length > 0 && (
          <Select
            aria-label={t("groups.add", { group: name })}
            value=""
            onChoose={(value) => void put(value)}
            className="max-w-60"
          >
            <option value="" disabled>
              {t("groups.addChoose")}
            </option>
            {outside.map((member) => (
              <option key={member.id} value={member.id}>
                {member.name}
              </option>
            ))}
          </Select>
        )}
        <div className="flex gap-5">
          <TextButton
            aria-label={t("groups.renameNamed", { group: name })}
            aria-expanded={isRenaming}
            onClick={() => setRenaming(!isRenaming)}
          >
            {t("groups.rename")}
          </TextButton>
          <TextButton aria-label={t("groups.removeNamed", { group: name })} onClick={() => setRemoving(true)}>
            {t("groups.remove")}
          </TextButton>
        </div>
      </div>
      <ConfirmDialog
        open={isRemoving}
        onOpenChange={setRemoving}
        title={t("groups.removeTitle", { group: name })}
        lead={t("groups.removeLead")}
        submit={t("groups.removeSubmit")}
        onSubmit={remove}
      />
    </li>
  );
}
