import useSWR from "swr";
import { fetchJson } from "@/app/_features/request";
import { withReauthentication } from "@/app/_features/session";
import type { FactorsView } from "@/lib/accounts/factors/factor-schemas";

/** The user's second factors. */
export function useFactors() {
  return useSWR<FactorsView, Error>("/api/me/factors", (address: string) =>
    withReauthentication(() => fetchJson<FactorsView>(address)),
  );
}
