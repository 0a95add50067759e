import { z } from "zod";
import { sealedCookie } from "./sealed-cookie";

/** How long the cookie is kept, in seconds. The sign-in itself expires a little earlier. */
const SECONDS = 900;

/** The path of the page that asks for the second factor. */
export const SECOND_STEP_PAGE = "/signin/second-step";

/** A sign-in that has passed its first step. */
const cookie = sealedCookie(
  "concord-second-step",
  z.object({
    /** The id of the pending sign-in. */
    pending: z.string(),
    /** Path of the page to open afterwards. */
    to: z.string(),
  }),
);

export const readSecondStep = cookie.read;
export const forgetSecondStep = cookie.forget;

/** The `Set-Cookie` header for a sign-in that waits for its second step. */
export function keepSecondStep(pending: string, to: string): Promise<string> {
  return cookie.keep({ pending, to }, SECONDS);
}
