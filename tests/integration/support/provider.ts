import { generateKeyPairSync, randomBytes } from "node:crypto";
import { createServer, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";
import Provider from "oidc-provider";

/** An account at the provider. */
export interface ProviderAccount {
  email: string;
  email_verified: boolean;
  name: string;
}

interface ProviderOptions {
  /** Whether to include the sign-in time in every ID token, even if it isn't requested. */
  saysWhen?: boolean;
}

interface ProviderVisit {
  /** The browser's cookies for the provider, by name. With cookies from an earlier visit, the session continues. */
  cookies?: Map<string, string>;
  /** Minutes since sign-in, as reported by the provider. */
  minutesAgo?: number;
}

const CLIENT = { client_id: "concord", client_secret: randomBytes(32).toString("hex") };

export type TestProvider = Awaited<ReturnType<typeof startProvider>>;

/**
 * Starts a real OpenID Connect provider on this machine. To sign in, people only enter the name of an account.
 *
 * @param callback the redirect URI
 */
export async function startProvider(
  callback: string,
  accounts: Record<string, ProviderAccount>,
  { saysWhen = false }: ProviderOptions = {},
) {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const { privateKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
  const provider: Provider = new Provider(issuer, {
    clients: [
      {
        ...CLIENT,
        redirect_uris: [callback],
        id_token_signed_response_alg: "ES256",
        require_auth_time: saysWhen,
      },
    ],
    jwks: { keys: [{ ...privateKey.export({ format: "jwk" }), use: "sig", alg: "ES256" }] },
    cookies: { keys: [randomBytes(32).toString("hex")] },
    pkce: { required: () => true },
    features: { devInteractions: { enabled: false } },
    interactions: { url: (_ctx, { uid }) => `/interaction/${uid}` },
    claims: { openid: ["sub"], email: ["email", "email_verified"], profile: ["name"] },
    findAccount: (_ctx, id) => ({ accountId: id, claims: () => ({ sub: id, ...accounts[id] }) }),
    // Skips the consent page.
    async loadExistingGrant({ oidc }) {
      const { client, session } = oidc;
      if (!client || !session?.accountId) return undefined;
      const grant = new provider.Grant({ clientId: client.clientId, accountId: session.accountId });
      grant.addOIDCScope("openid email profile");
      await grant.save();
      return grant;
    },
  });

  const callProvider = provider.callback();
  server.on("request", async (request, response) => {
    // Every browser requests this icon.
    if (request.url === "/favicon.ico") return response.writeHead(204).end();
    if (!request.url?.startsWith("/interaction/")) return callProvider(request, response);
    if (request.method === "GET") {
      response.setHeader("Content-Type", "text/html");
      response.end(
        `<title>Provider</title><form method="post"><label>Account <input name="login"></label><button>Go on</button></form>`,
      );
      return;
    }
    const { accountId, minutesAgo } = await loginOf(request);
    const ts = Math.floor(Date.now() / 1000) - minutesAgo * 60;
    await provider.interactionFinished(request, response, { login: { accountId, ts } });
  });

  return {
    issuer,
    /** Concord's settings for this provider. */
    env: {
      OIDC_ISSUER: issuer,
      OIDC_CLIENT_ID: CLIENT.client_id,
      OIDC_CLIENT_SECRET: CLIENT.client_secret,
      OIDC_NAME: "Example",
    },
    /** Signs in to an account, as a redirected browser would. @returns the URL that the provider redirects to */
    signIn: (address: string, account: string, visit: ProviderVisit = {}) =>
      followTo(callback, address, account, visit),
    stop: () => new Promise((resolve) => server.close(resolve).closeAllConnections()),
  };
}

async function loginOf(request: IncomingMessage): Promise<{ accountId: string; minutesAgo: number }> {
  const fields = new URLSearchParams(await text(request));
  return { accountId: fields.get("login") ?? "", minutesAgo: Number(fields.get("minutes-ago") ?? 0) };
}

async function followTo(
  callback: string,
  start: string,
  account: string,
  { cookies = new Map(), minutesAgo = 0 }: ProviderVisit,
): Promise<string> {
  const ask = async (address: string, init: RequestInit = {}) => {
    const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join("; ");
    const response = await fetch(address, { ...init, headers: { cookie }, redirect: "manual" });
    for (const set of response.headers.getSetCookie()) {
      const [, name = "", value = ""] = /^([^=]+)=([^;]*)/u.exec(set) ?? [];
      cookies.set(name, value);
    }
    return response;
  };
  let address = start;
  while (!address.startsWith(callback)) {
    const isForm = new URL(address).pathname.startsWith("/interaction/");
    const response = await ask(
      address,
      isForm
        ? { method: "POST", body: new URLSearchParams({ login: account, "minutes-ago": String(minutesAgo) }) }
        : {},
    );
    const location = response.headers.get("location");
    if (!location) throw new Error(`The provider responded with ${response.status}: ${await response.text()}`);
    address = new URL(location, address).href;
  }
  return address;
}
