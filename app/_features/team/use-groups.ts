import useSWR from "swr";
import { fetchJson } from "@/app/_features/request";
import { withReauthentication } from "@/app/_features/session";
import type { GroupView } from "@/lib/accounts/schemas";

/** The groups endpoint. */
export const GROUPS = "/api/groups";

/** All groups, updated live. Owners only. */
export function useGroups(groups: GroupView[]) {
  return useSWR<{ groups: GroupView[] }, Error>(
    GROUPS,
    (address: string) => withReauthentication(() => fetchJson(address)),
    {
      fallbackData: { groups },
      revalidateOnMount: false,
    },
  );
}
