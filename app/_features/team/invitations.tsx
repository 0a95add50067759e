"use client";

import useSWR from "swr";
import { fetchJson } from "@/app/_features/request";
import { endWithUndo, withReauthentication } from "@/app/_features/session";
import { words } from "@/app/_messages/en";
import { Listed, Stated } from "@/app/_ui/listed";
import { Section } from "@/app/_ui/section";
import type { GroupView, InvitationView } from "@/lib/accounts/schemas";
import { InviteForm } from "./invite-form";

const ADDRESS = "/api/invitations";

/** Makes invitations, lists them and withdraws them. */
export function Invitations({ invitations, groups }: { invitations: InvitationView[]; groups: GroupView[] }) {
  const { team } = words.accounts;
  const { data, mutate } = useSWR<{ invitations: InvitationView[] }, Error>(
    ADDRESS,
    (address: string) => withReauthentication(() => fetchJson(address)),
    { fallbackData: { invitations }, revalidateOnMount: false },
  );

  const revoke = (id: string) =>
    endWithUndo({
      address: `${ADDRESS}/${id}`,
      ended: team.revoked,
      restored: team.restored,
      mayUndo: true,
      reload: mutate,
      row: id,
    });

  return (
    <>
      <InviteForm groups={groups} onMade={() => void mutate()} />
      <Section title={team.invitations}>
        {data?.invitations.length ? (
          <ul className="divide-y divide-line border-line border-y">
            {data.invitations.map((invitation) => (
              <Invitation key={invitation.id} invitation={invitation} onRevoke={() => void revoke(invitation.id)} />
            ))}
          </ul>
        ) : (
          <div className="rounded-md border border-line p-6">
            <p>{team.noInvitations}</p>
            <p className="mt-2 text-muted">{team.noInvitationsHow}</p>
          </div>
        )}
      </Section>
    </>
  );
}

function Invitation({ invitation, onRevoke }: { invitation: InvitationView; onRevoke(): void }) {
  const { team, roles } = words.accounts;
  const { id, role, state, uses, maxUses, createdAt, expiresAt, createdBy, groups } = invitation;
  const isOpen = state === "open";
  const details = [
    groups.length > 0 ? words.groups.invitedTo(groups) : null,
    team.used(uses, maxUses),
    isOpen ? team.until(words.date(expiresAt)) : null,
    team.madeBy(createdBy),
    words.date(createdAt),
  ];
  return (
    <Listed
      id={id}
      title={<Stated what={roles[role]} state={team.states[state]} isOpen={isOpen} />}
      details={details}
      action={
        isOpen && { label: team.revoke, name: team.revokeNamed(roles[role], words.date(createdAt)), onClick: onRevoke }
      }
    />
  );
}
