"use client";

import { UserMinus } from "lucide-react";
import { useRouter } from "next/navigation";
import { useFormatter, useTranslations } from "next-intl";
import { useState } from "react";
import useSWR from "swr";
import { explain, fetchJson, sendJson } from "@/app/_features/request";
import { withReauthentication } from "@/app/_features/session";
import { IconButton } from "@/app/_ui/icon-button";
import { Select } from "@/app/_ui/select";
import { showToast } from "@/app/_ui/toasts";
import { ROLES, type Role } from "@/lib/accounts/roles";
import type { MemberView } from "@/lib/accounts/schemas";
import { RemoveMember } from "./remove-member";
import { RolesMean } from "./roles-mean";

const ADDRESS = "/api/members";

interface MembersProps {
  members: MemberView[];
  ownId: string;
  /** Whether the user can change roles and remove people. */
  mayManage: boolean;
}

/** The members of the team. Owners can change their roles and remove them. */
export function Members({ members, ownId, mayManage }: MembersProps) {
  const t = useTranslations();
  const format = useFormatter();
  const router = useRouter();
  const [leaving, setLeaving] = useState<MemberView>();
  const { data, mutate } = useSWR<{ members: MemberView[] }, Error>(
    ADDRESS,
    (address: string) => withReauthentication(() => fetchJson(address)),
    { fallbackData: { members }, revalidateOnMount: false },
  );

  const give = async (member: MemberView, role: Role, isUndo = false) => {
    const { id, name, role: former } = member;
    try {
      await withReauthentication(() => sendJson("PATCH", `${ADDRESS}/${id}`, { role }));
      const undo = { label: t("notes.undo"), onClick: () => void give({ ...member, role }, former, true) };
      showToast({ title: t("members.changed", { name, role }), action: isUndo ? undefined : undo });
    } catch (error) {
      showToast({ title: explain(t, error) });
    }
    await mutate();
  };
  /** Also refresh the former members, groups and reset links beside this list. */
  const reload = async () => {
    await mutate();
    router.refresh();
  };

  return (
    <>
      <table className="w-full border-line border-y text-start">
        <thead>
          <tr className="text-muted text-small">
            {[t("accounts.team.name"), t("accounts.team.role")].map((heading) => (
              <th key={heading} scope="col" className="py-2 pe-4 text-start font-semibold">
                {heading}
              </th>
            ))}
            <th scope="col" className="py-2 text-start font-semibold max-md:sr-only">
              {t("accounts.team.since")}
            </th>
          </tr>
        </thead>
        <tbody className="divide-y divide-line border-line border-t">
          {data?.members.map((member) => {
            const { id, name, role, since } = member;
            const isOwn = id === ownId;
            return (
              <tr key={id}>
                <th scope="row" className="py-3 pe-4 text-start font-normal wrap-anywhere">
                  {name}
                  {isOwn && <span className="text-muted"> ({t("accounts.team.you")})</span>}
                </th>
                <td className="py-3 pe-4">
                  {mayManage && !isOwn ? (
                    <Select
                      aria-label={t("members.roleOf", { name })}
                      value={role}
                      onChoose={(value) => {
                        const chosen = ROLES.find((candidate) => candidate === value);
                        if (chosen) void give(member, chosen);
                      }}
                      className="max-w-40"
                    >
                      {ROLES.map((value) => (
                        <option key={value} value={value}>
                          {t(`accounts.roles.${value}`)}
                        </option>
                      ))}
                    </Select>
                  ) : (
                    t(`accounts.roles.${role}`)
                  )}
                  {mayManage && isOwn && <span className="block text-muted text-small">{t("members.own")}</span>}
                </td>
                <td className="py-3 tabular-nums max-md:w-11">
                  <div className="flex items-center justify-between gap-2">
                    <time dateTime={since} className="whitespace-nowrap max-md:sr-only">
                      {format.dateTime(new Date(since), "day")}
                    </time>
                    {mayManage && !isOwn && (
                      <IconButton
                        label={t("members.remove", { name })}
                        icon={<UserMinus size={20} aria-hidden />}
                        onClick={() => setLeaving(member)}
                      />
                    )}
                  </div>
                </td>
              </tr>
            );
          })}
        </tbody>
      </table>
      {mayManage && <RolesMean />}
      {leaving && <RemoveMember member={leaving} onClose={() => setLeaving(undefined)} onRemoved={reload} />}
    </>
  );
}
