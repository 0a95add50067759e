import type { Metadata } from "next";
import { accountOf, requireActor } from "@/app/session";
import { Header } from "@/app/ui/header";
import { words } from "@/app/words/en";
import { database } from "@/lib/accounts/entrance";
import { listInvitations } from "@/lib/accounts/invitations";
import { listMembers } from "@/lib/accounts/members";
import { authorize, may } from "@/lib/accounts/policy";
import type { MemberView } from "@/lib/accounts/schemas";
import { Invitations } from "./invitations";
import { ResetLink } from "./reset-link";

export const metadata: Metadata = { title: words.accounts.team.title };

/** Who is in the team and, for its owner, who is invited. */
export default async function TeamPage() {
  const actor = await requireActor();
  const account = await accountOf(actor);
  const db = await database();
  const members = await listMembers(db, authorize(actor, "member.list", null));
  const invitations = may(actor, "invitation.list", null)
    ? await listInvitations(db, authorize(actor, "invitation.list", null))
    : null;
  const { team } = words.accounts;
  return (
    <>
      <Header account={account} />
      <main id="main" tabIndex={-1} className="mx-auto max-w-3xl px-5 pt-10 pb-24 outline-none">
        <h1 className="font-semibold font-serif text-title">{team.title}</h1>
        <p className="mt-1 mb-6 text-muted">{team.lead}</p>
        <Members members={members} ownId={actor.id} />
        {invitations && <Invitations invitations={invitations} />}
        {may(actor, "reset.create", null) && <ResetLink members={members} />}
      </main>
    </>
  );
}

function Members({ members, ownId }: { members: MemberView[]; ownId: string }) {
  const { team, roles } = words.accounts;
  return (
    <table className="w-full border-line border-y text-start">
      <thead>
        <tr className="text-muted text-small">
          {[team.name, team.role, team.since].map((heading) => (
            <th key={heading} scope="col" className="py-2 pe-4 text-start font-semibold">
              {heading}
            </th>
          ))}
        </tr>
      </thead>
      <tbody className="divide-y divide-line border-line border-t">
        {members.map(({ id, name, role, since }) => (
          <tr key={id}>
            <th scope="row" className="py-3 pe-4 text-start font-normal wrap-anywhere">
              {name}
              {id === ownId && <span className="text-muted"> ({team.you})</span>}
            </th>
            <td className="py-3 pe-4">{roles[role]}</td>
            <td className="whitespace-nowrap py-3 tabular-nums">
              <time dateTime={since}>{words.date(since)}</time>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
