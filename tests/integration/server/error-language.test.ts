import type { ReactElement, ReactNode } from "react";
import { createTranslator } from "use-intl/core";
import { beforeEach, expect, it, vi } from "vitest";
import en from "@/app/_messages/en.json";
import { POST as signIn } from "@/app/api/auth/signin/route";
import { POST as previewImport } from "@/app/api/imports/preview/route";
import { GET as members } from "@/app/api/members/route";
import SignInPage from "@/app/signin/page";
import { setUp } from "@/lib/accounts/set-up";
import { sentence } from "../../support/messages";
import { call, serve } from "../support/calls";
import { describeDatabases } from "../support/databases";
import { makeCaller } from "../support/people";

/** A language in which only a few errors are translated. */
const ERRORS = {
  "wrong-credentials": "Adresa nebo heslo nesedí.",
  "not-found": { "shared-passage": "Tady nic není." },
  "missing-scope": "Chybí oprávnění {scope}.",
  "bad-request": { fields: "Požadavek není platný: {problems}." },
  "too-many-attempts": {
    minutes: "Zkuste to za {minutes, plural, one {# minutu} few {# minuty} other {# minut}}.",
  },
  zod: { too_small: "{path}: nejméně {minimum}" },
  entry: { "several-targets": "Má několik cílů." },
};

vi.mock("@/app/_messages/languages", () => ({
  LANGUAGES: {
    en: { locale: "en-GB", load: async () => ({ default: en }) },
    cs: { locale: "cs-CZ", load: async () => ({ default: { errors: ERRORS } }) },
  },
  LANGUAGE: "en",
}));

const asked = { headers: new Headers() };
vi.mock("next/headers", () => ({ headers: async () => asked.headers, cookies: async () => new Map() }));
vi.mock("next-intl/server", () => ({
  getTranslations: async () => createTranslator({ locale: "en-GB", messages: en }),
}));

// The server can't load the page's client components.
vi.mock("next/navigation", () => ({ redirect: vi.fn() }));
vi.mock("@/app/_features/session/entry-form", () => ({ EntryForm: () => null }));
vi.mock("next-intl", () => ({}));
vi.mock("@/app/_messages/client-messages-provider", () => ({ PageMessages: () => null }));
vi.mock("@/app/_ui/password-field", () => ({ PasswordField: () => null }));
vi.mock("@/app/_features/accounts/lose-access", () => ({ LoseAccess: () => null }));
vi.mock("@/app/_features/accounts/passkey-sign-in", () => ({ PasskeySignIn: () => null }));
vi.mock("@/app/_features/accounts/other-sign-in-methods", () => ({ OtherWaysIn: () => null }));

const CZECH = { "accept-language": "cs-CZ,cs;q=0.9,en;q=0.8" };
const ENGLISH = { "accept-language": "en-GB,en;q=0.9,cs;q=0.1" };

describeDatabases("errors", ({ db }) => {
  beforeEach(() => serve(db()));

  it("are in the language of the page that sent the request, and in English for programs", async () => {
    const body = { email: "nobody@example.org", password: "wrong wrong wrong" };
    const attempt = (headers: Record<string, string>) =>
      call<{ error: object }>(signIn, { cookie: "" }, { body, headers });
    const [czech, english] = [await attempt(CZECH), await attempt(ENGLISH)];
    expect(czech).toMatchObject({
      status: 401,
      body: { error: { code: "wrong-credentials", message: ERRORS["wrong-credentials"] } },
    });
    expect(english.body.error).toMatchObject({ message: sentence("wrong-credentials") });

    const program = { ...CZECH, authorization: "Bearer concord_token" };
    const refused = await call<{ error: object }>(members, { cookie: "" }, { headers: program });
    expect(refused.body.error).toMatchObject({ message: sentence("no-tokens-here") });
  });

  it("have translated parameters, and English ones where the language has none", async () => {
    const sent = { body: { email: "", password: 5 }, headers: CZECH };
    const { body } = await call<{ error: { message: string } }>(signIn, { cookie: "" }, sent);
    expect(body.error.message).toMatch(/^Požadavek není platný: /u);
    expect(body.error.message).toContain("password: Invalid input: expected string, received number");
  });

  it("are explained in the page's language in an import preview", async () => {
    const ann = await makeCaller(db(), "annotator");
    const target = "https://reports.example/r/rivers";
    const annotation = {
      "@context": "http://www.w3.org/ns/anno.jsonld",
      id: "https://n.example/1",
      type: "Annotation",
    };
    const text = JSON.stringify([
      { ...annotation, target: [target, target] },
      { ...annotation, id: "https://n.example/2", target },
    ]);
    const sent = { body: { text, report: null, visibility: "file" }, headers: CZECH };
    const { body } = await call<{ entries: { reason: string }[] }>(previewImport, ann, sent);
    expect(body.entries.map(({ reason }) => reason)).toEqual([
      ERRORS.entry["several-targets"],
      sentence("entry.whole-document"),
    ]);
  });

  it("are in the language of the page that shows them after a form was submitted without scripts", async () => {
    await setUp(db(), { name: "Ana", email: "ana@example.org", password: "correct horse battery" }, null, null);
    const shown = async (headers: Record<string, string>, problem: string) => {
      asked.headers = new Headers(headers);
      return problemIn(await SignInPage({ searchParams: Promise.resolve({ problem }) }));
    };
    expect(await shown(CZECH, "wrong-credentials")).toBe(ERRORS["wrong-credentials"]);
    expect(await shown(ENGLISH, "wrong-credentials")).toBe(sentence("wrong-credentials"));
    expect(await shown(CZECH, "too-many-attempts.minutes?minutes=3")).toBe("Zkuste to za 3 minuty.");
    expect(await shown(CZECH, "not-invited")).toBe(sentence("not-invited"));
    // A link must not be able to make the page show arbitrary text.
    for (const forged of ["missing-scope?scope=Pay here", "rule.string?name=1", "toString", "Pay here"]) {
      expect(await shown(CZECH, forged)).toBe(en.accounts.unknownProblem);
    }
  });
});

/** The problem that a page shows in its form. */
function problemIn(node: ReactNode): unknown {
  if (Array.isArray(node)) return node.map(problemIn).find((found) => found !== undefined);
  if (typeof node !== "object" || node === null || !("props" in node)) return undefined;
  const { props } = node as ReactElement<{ problem?: string; children?: ReactNode }>;
  return props.problem ?? problemIn(props.children);
}
