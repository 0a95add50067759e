import type { TokenView } from "@/lib/accounts/access-schemas";
import { MAIL_LINK_MINUTES, type Scope } from "@/lib/accounts/limits";
import { count } from "./format";

/** What is said of a person’s own access, and in mail to them. */
export const settings = {
  settings: {
    title: "Settings",
    password: {
      title: "Password",
      lead: "When you change it, you are signed out everywhere but here. Programs with a token of yours go on working.",
      none: "You sign in without a password. To have one, ask the owner of this Concord for a link to choose it.",
      current: "Password that you have now",
      next: "New password",
      submit: "Change the password",
      changed: (ended: number) =>
        ended === 0
          ? "Your password is changed."
          : `Your password is changed, and you are signed out in ${count(ended, "other place", "other places")}.`,
    },
    sessions: {
      title: "Where you are signed in",
      lead: "Ending a session signs you out there at once. If you do not know one of them, end it and change your password.",
      device: (browser: string | null, system: string | null) =>
        browser && system ? `${browser} on ${system}` : (browser ?? system ?? "An unknown browser"),
      own: "this one",
      times: (since: string, seen: string) => `Signed in ${since} · last used ${seen}`,
      end: "End",
      endNamed: (device: string, since: string) => `End the session of ${device}, signed in ${since}`,
      ended: "That session has ended.",
      endOthers: "End all others",
      othersEnded: "You are signed out everywhere but here.",
    },
    tokens: {
      title: "Tokens for programs",
      lead: "With a token a program of yours calls Concord in your name. It can do what you can do, as far as you allow below, until you revoke it.",
      docs: "What programs can do",
      name: "What it is for",
      nameHint: "For example: backup.",
      scopes: "It may",
      scopeMeans: {
        read: "Read: reports, searches, highlights and notes that you can see",
        write: "Write: make and change highlights and notes in your name",
      } satisfies Record<Scope, string>,
      scopeShort: { read: "Reads", write: "Writes" } satisfies Record<Scope, string>,
      noScope: "Say what the token may do.",
      days: "It works for",
      untilRevoked: "Until I revoke it",
      create: "Make the token",
      secret: "The token",
      once: "It is shown only now. Keep it where you keep passwords: whoever has it can do what it allows.",
      states: { open: "Works", expired: "Expired", revoked: "Revoked" } satisfies Record<TokenView["state"], string>,
      until: (date: string) => `until ${date}`,
      forEver: "until you revoke it",
      made: (date: string) => `made ${date}`,
      used: (date: string) => `last used ${date}`,
      unused: "never used",
      revoke: "Revoke",
      revokeNamed: (name: string) => `Revoke the token “${name}”`,
      revoked: "The token no longer works.",
    },
  },
  mail: {
    /** @param madeBy the owner who created the link; null for one that was created on the server */
    passwordReset: (madeBy: string | null) => ({
      subject: "Your Concord password was reset",
      text: `Your Concord password was just reset with a link that ${madeBy === null ? "was created on the server" : `${madeBy} created`}. You were signed out everywhere, and your API tokens were revoked.\n\nIf this was not you, somebody else may have access to your account. Tell an owner of your Concord.\n`,
    }),
    signIn: (link: string) => ({
      subject: "Your link to sign in to Concord",
      text: `Open this link to sign in to Concord:\n\n${link}\n\nIt works once, for ${MAIL_LINK_MINUTES} minutes. If you have not asked for it, do nothing: nobody gets in without it.\n`,
    }),
  },
} as const;
