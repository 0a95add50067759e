import { z } from "zod";
import { sealedCookie } from "@/app/_http/sealed-cookie";

/** How long anybody may take at the provider, in seconds. */
export const VISIT_SECONDS = 600;

/** Where somebody goes who comes back from the provider, and why they went there. */
export interface Going {
  /** Path of the page that they wanted. */
  from: string;
  /** Token of the invitation by whose link they came. */
  invitation: string | null;
  /** Whether they were to prove again who they are. */
  again: boolean;
}

/** What an answer of the provider is compared with, and where it leads. The provider sends people back from another site, by a link. */
export const visitCookie = sealedCookie(
  "concord-visit",
  z.object({
    visit: z.object({ state: z.string(), nonce: z.string(), verifier: z.string(), again: z.boolean() }),
    /** Path of the page to go to afterwards. */
    from: z.string(),
    /** Token of the invitation by whose link they came. */
    invitation: z.string().nullable(),
  }),
);
