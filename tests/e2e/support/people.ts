/**
 * Signed-in people. With `import { expect, test } from "./support/people"`, every test has a page where the owner is
 * signed in. Tests that need a page without a session call `test.use({ storageState: SIGNED_OUT })`.
 */

import { randomUUID } from "node:crypto";
import {
  type APIRequestContext,
  type BrowserContext,
  type BrowserContextOptions,
  expect,
  type Page,
  type PlaywrightWorkerArgs,
} from "@playwright/test";
import type { InvitedRole } from "../../../lib/accounts/roles";
import { t } from "../../support/messages";
import { test as base } from "./test";

export { expect };

export interface Credentials {
  name: string;
  email: string;
  password: string;
}

type StorageState = Exclude<BrowserContextOptions["storageState"], string | undefined>;

/** The user who set up the instance that the journeys share. */
export const OWNER: Credentials = {
  name: "Olga Owner",
  email: "owner@example.org",
  password: "a password of the journeys",
};

export const SIGNED_OUT: StorageState = { cookies: [], origins: [] };

type NewContext = PlaywrightWorkerArgs["playwright"]["request"]["newContext"];

/** How long a sign-in counts as a confirmation, less the duration of a journey, in milliseconds. */
const CONFIRMED = 5 * 60_000;

/** Creates people and their sessions. */
export class People {
  readonly #newContext: NewContext;
  readonly #baseURL: string;
  /** The session that the owner uses to invite people. It is shared, because every sign-in takes up server time. */
  #inviting: Promise<StorageState> | undefined;
  /** When the owner last entered the password in each session. */
  readonly #confirmed = new WeakMap<StorageState, number>();

  /** @param newContext `playwright.request.newContext` */
  constructor(newContext: NewContext, baseURL: string) {
    this.#newContext = newContext;
    this.#baseURL = baseURL;
  }

  /** The storage state of the owner's browser. The first call sets up the instance. */
  async owner(): Promise<StorageState> {
    return this.#in(async (request) => {
      const made = await request.post("/api/setup", { data: OWNER });
      if (made.status() === 409) await answered(request.post("/api/auth/signin", { data: OWNER }));
      else expect(made.ok(), await made.text()).toBe(true);
      const state = await request.storageState();
      this.#confirmed.set(state, Date.now());
      return state;
    });
  }

  /** The owner's session. The password was entered in it recently, so sensitive actions don't ask for the password. */
  async confirmed(state: StorageState): Promise<StorageState> {
    if (Date.now() - (this.#confirmed.get(state) ?? 0) < CONFIRMED) return state;
    const data = { password: OWNER.password };
    await this.#in((request) => answered(request.post("/api/me/confirmation", { data })), state);
    this.#confirmed.set(state, Date.now());
    return state;
  }

  /** Adds a user with a unique name to the team. Returns the user and their browser's storage state. */
  async join(role: InvitedRole): Promise<{ person: Credentials; state: StorageState }> {
    const id = randomUUID().slice(0, 8);
    const person = { name: `${role} ${id}`, email: `${role}-${id}@example.org`, password: `password ${randomUUID()}` };
    const path = await this.invite(role);
    const state = await this.#in(async (request) => {
      await answered(request.post(`/api${path}`, { data: person }));
      return request.storageState();
    });
    return { person, state };
  }

  /** The path of a new invitation link. */
  async invite(role: InvitedRole, maxUses = 1): Promise<string> {
    this.#inviting ??= this.owner();
    const { path } = await this.#in(
      (request) => answered<{ path: string }>(request.post("/api/invitations", { data: { role, maxUses } })),
      await this.confirmed(await this.#inviting),
    );
    return path;
  }

  /** Ends a page's session on the server but keeps the cookie, as if the session had expired. */
  async endSession(page: Page): Promise<void> {
    const storageState = await page.context().storageState();
    await this.#in(async (request) => {
      const signOut = () => request.post("/api/auth/signout", { data: {} });
      const answer = await signOut();
      // If an instance was killed during the request, the session may or may not have ended.
      if (answer.status() === 502) await signOut();
      else expect(answer.ok(), `${answer.status()} ${await answer.text()}`).toBe(true);
    }, storageState);
  }

  async #in<T>(work: (request: APIRequestContext) => Promise<T>, storageState?: StorageState): Promise<T> {
    // Clients other than browsers must send the Origin header themselves.
    const extraHTTPHeaders = { Origin: new URL(this.#baseURL).origin };
    const request = await this.#newContext({ baseURL: this.#baseURL, extraHTTPHeaders, storageState });
    try {
      return await work(request);
    } finally {
      await request.dispose();
    }
  }
}

async function answered<T>(answer: ReturnType<APIRequestContext["post"]>): Promise<T> {
  const response = await answer;
  expect(response.ok(), `${response.url()} ${response.status()} ${await response.text()}`).toBe(true);
  return (await response.json()) as T;
}

type OwnOptions = Omit<BrowserContextOptions, "storageState">;

interface Browsers {
  /**
   * Opens a separate browser for a user, with a desktop-sized window unless the options say otherwise. The browser is
   * closed after the test.
   */
  opened: (storageState: BrowserContextOptions["storageState"], options?: OwnOptions) => Promise<BrowserContext>;
  /** Adds a user with a role to the team, and opens a page in a separate browser for them. */
  pageAs: (role: InvitedRole, options?: OwnOptions) => Promise<Page>;
}

export const test = base.extend<Browsers, { people: People; ownerState: StorageState }>({
  people: [
    async ({ playwright }, use, { project }) => {
      const { baseURL } = project.use;
      if (!baseURL) throw new Error("The configuration has no address for the app.");
      await use(new People((options) => playwright.request.newContext(options), baseURL));
    },
    { scope: "worker" },
  ],
  /** An owner session that all tests in a worker share. A test that ends its session must sign in separately. */
  ownerState: [async ({ people }, use) => use(await people.owner()), { scope: "worker" }],
  opened: async ({ browser, troubles }, use) => {
    const contexts: BrowserContext[] = [];
    await use(async (storageState, options) => {
      const context = await browser.newContext({ storageState, viewport: { width: 1360, height: 850 }, ...options });
      troubles.watch(context);
      contexts.push(context);
      return context;
    });
    for (const context of contexts) await context.close();
  },
  pageAs: async ({ opened, people }, use) =>
    use(async (role, options) => (await opened((await people.join(role)).state, options)).newPage()),
  storageState: async ({ ownerState, people }, use) => use(await people.confirmed(ownerState)),
});

/** The name of a role as an option in a form, which consists of the role and its meaning. */
export function roleChoice(role: InvitedRole): string {
  return `${t(`accounts.roles.${role}`)} ${t(`accounts.roleMeans.${role}`)}`;
}

/** Signs in through the page. */
export async function signIn(page: Page, { email, password }: Pick<Credentials, "email" | "password">): Promise<void> {
  await page.getByLabel(t("accounts.fields.email"), { exact: true }).fill(email);
  await page.getByLabel(t("accounts.fields.password"), { exact: true }).fill(password);
  await page.getByRole("button", { name: t("accounts.signIn.submit"), exact: true }).click();
}
