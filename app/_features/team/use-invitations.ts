import useSWR from "swr";
import { fetchJson } from "@/app/_features/request";
import { withReauthentication } from "@/app/_features/session";
import type { InvitationView } from "@/lib/accounts/schemas";

/** The invitations endpoint. */
export const INVITATIONS = "/api/invitations";

/** All invitations, refetched when one is created. Owners only. */
export function useInvitations(invitations: InvitationView[]) {
  return useSWR<{ invitations: InvitationView[] }, Error>(
    INVITATIONS,
    (address: string) => withReauthentication(() => fetchJson(address)),
    { fallbackData: { invitations }, revalidateOnMount: false },
  );
}
