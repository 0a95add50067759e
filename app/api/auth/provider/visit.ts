import { z } from "zod";
import { sealedCookie } from "@/app/_http/sealed-cookie";

/** Time limit for signing in with the provider, in seconds. */
export const VISIT_SECONDS = 600;

/** The page to open after the user returns from the provider, and the reason why they were sent there. */
export interface Going {
  /** Path of the requested page. */
  from: string;
  /** Token of the invitation link that the user opened. */
  invitation: string | null;
  /** Whether the user has to confirm their identity. */
  again: boolean;
}

/**
 * Values for checking the provider's response, and the page to open afterwards. Browsers also send this cookie when
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
