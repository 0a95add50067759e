import type { AuthenticationResponseJSON } from "@simplewebauthn/browser";
import { sendJson } from "@/app/_features/request";
import type { PasskeyUse } from "@/lib/accounts/factors/factor-schemas";

type Options = Parameters<typeof import("@simplewebauthn/browser").startAuthentication>[0]["optionsJSON"];

/**
 * Asks the user for a passkey. The library is loaded only then, because most people don't need it.
 *
 * @param useBrowserAutofill whether the browser offers passkeys in the email field instead of opening a dialog
 * @throws RequestError from the server; any other error if the user cancels or the browser has no passkey
 */
export async function askForPasskey(use: PasskeyUse, useBrowserAutofill = false): Promise<AuthenticationResponseJSON> {
  const { startAuthentication } = await import("@simplewebauthn/browser");
  const optionsJSON = await sendJson<Options>("POST", "/api/auth/passkey/options", { use });
  return startAuthentication({ optionsJSON, useBrowserAutofill });
}

/** Whether this browser supports passkeys at this address. */
export function supportsPasskeys(): boolean {
  return typeof window !== "undefined" && "PublicKeyCredential" in window;
}
