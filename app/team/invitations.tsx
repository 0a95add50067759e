"use client";

import useSWR from "swr";
import { endWithUndo } from "@/app/ui/end-with-undo";
import { fetchJson } from "@/app/ui/fetch-json";
import { whileSignedIn } from "@/app/ui/sign-in-again";
import { words } from "@/app/words/en";
import type { GroupView, InvitationView } from "@/lib/accounts/schemas";
import { InviteForm } from "./invite-form";

const ADDRESS = "/api/invitations";

/** Makes invitations, lists them and withdraws them. */
export function Invitations({ invitations, groups }: { invitations: InvitationView[]; groups: GroupView[] }) {
  const { team } = words.accounts;
  const { data, mutate } = useSWR<{ invitations: InvitationView[] }, Error>(
    ADDRESS,
    (address: string) => whileSignedIn(() => fetchJson(address)),
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
      <section aria-labelledby="invitations" className="mt-12">
        <h2 id="invitations" className="mb-4 font-semibold font-serif text-heading">
          {team.invitations}
        </h2>
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
      </section>
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
    <li id={id} tabIndex={-1} className="flex min-h-16 items-center gap-4 py-3">
      <div className="min-w-0 flex-1">
        <p>
          {roles[role]} · <span className={isOpen ? "" : "text-muted"}>{team.states[state]}</span>
        </p>
        <p className="text-muted text-small">{details.filter(Boolean).join(" · ")}</p>
      </div>
      {isOpen && (
        <button
          type="button"
          aria-label={team.revokeNamed(roles[role], words.date(createdAt))}
          onClick={onRevoke}
          className="min-h-11 shrink-0 cursor-pointer rounded border border-control px-4 hover:bg-accent-soft"
        >
          {team.revoke}
        </button>
      )}
    </li>
  );
}
