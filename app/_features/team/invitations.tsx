"use client";

import { useFormatter, useTranslations } from "next-intl";
import { endWithUndo } from "@/app/_features/session";
import { EmptyState } from "@/app/_ui/empty-state";
import { Listed, Stated } from "@/app/_ui/listed";
import { Section } from "@/app/_ui/section";
import type { InvitationView } from "@/lib/accounts/schemas";
import { INVITATIONS, useInvitations } from "./use-invitations";

/** Lists invitations, which can be revoked. */
export function Invitations({ invitations }: { invitations: InvitationView[] }) {
  const t = useTranslations();
  const { data, mutate } = useInvitations(invitations);

  const revoke = (id: string) =>
    endWithUndo(t, {
      address: `${INVITATIONS}/${id}`,
      ended: t("accounts.team.revoked"),
      restored: t("accounts.team.restored"),
      mayUndo: true,
      reload: mutate,
      row: id,
    });

  return (
    <Section title={t("accounts.team.invitations")}>
      {data?.invitations.length ? (
        <ul className="divide-y divide-line border-line border-y">
          {data.invitations.map((invitation) => (
            <Invitation key={invitation.id} invitation={invitation} onRevoke={() => void revoke(invitation.id)} />
          ))}
        </ul>
      ) : (
        <EmptyState title={t("accounts.team.noInvitations")} hint={t("accounts.team.noInvitationsHow")} />
      )}
    </Section>
  );
}

function Invitation({ invitation, onRevoke }: { invitation: InvitationView; onRevoke(): void }) {
  const t = useTranslations();
  const format = useFormatter();
  const { id, role, state, uses, maxUses, createdAt, expiresAt, createdBy, groups } = invitation;
  const isOpen = state === "open";
  const details = [
    groups.length > 0 ? t("groups.invitedTo", { groups: format.list(groups, "unit") }) : null,
    t("accounts.team.used", { uses, maxUses }),
    isOpen ? t("accounts.team.until", { date: new Date(expiresAt) }) : null,
    t("accounts.team.madeBy", { name: createdBy }),
    format.dateTime(new Date(createdAt), "day"),
  ];
  return (
    <Listed
      id={id}
      title={<Stated what={t(`accounts.roles.${role}`)} state={t(`accounts.team.states.${state}`)} isOpen={isOpen} />}
      details={details}
      action={
        isOpen && {
          label: t("accounts.team.revoke"),
          name: t("accounts.team.revokeNamed", { role: t(`accounts.roles.${role}`), date: new Date(createdAt) }),
          onClick: onRevoke,
        }
      }
    />
  );
}
