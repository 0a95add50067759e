import { z } from "zod";
import { sealedCookie } from "@/app/_http/sealed-cookie";

/** Time limit for signing in at the provider, in seconds. */
export const VISIT_SECONDS = 600;

/** Where to go after the user returns from the provider, and why they were sent there. */
export interface Going {
  /** Path of the requested page. */
  from: string;
  /** Token of the invitation link that the user opened. */
  invitation: string | null;
  /** Whether the user had to confirm their identity. */
  again: boolean;
}

/**
 * Values to check the provider's response against, and where to go afterwards. Browsers also send this cookie when
 * users return from the provider's site.
 */
export const visitCookie = sealedCookie(
  "concord-visit",
  z.object({
    visit: z.object({ state: z.string(), nonce: z.string(), verifier: z.string(), again: z.boolean() }),
    /** Path of the page to go to afterwards. */
    from: z.string(),
    /** Token of the invitation link that the user opened. */
    invitation: z.string().nullable(),
  }),
);
