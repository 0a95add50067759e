import { useTranslations } from "next-intl";
import { EntryForm } from "@/app/_features/session";
import { buttonClass } from "@/app/_ui/button";
import { Field } from "@/app/_ui/field";
import { config } from "@/lib/config";

interface OtherWaysInProps {
  /** Path of the page to open after signing in. */
  from: string;
  /** Token of the invitation link that the user opened. */
  invitation?: string;
  /** Whether the user is signed in and must confirm their identity. */
  again?: boolean;
}

/** The configured sign-in methods without a password. */
export function OtherWaysIn({ from, invitation, again = false }: OtherWaysInProps) {
  const t = useTranslations();
  const { provider, mail } = config();
  const isJoining = invitation !== undefined;
  const query = new URLSearchParams({ from, ...(isJoining && { invitation }), ...(again && { again: "1" }) });
  return (
    <>
      {provider && (
        <section className="mt-10 border-line border-t pt-8">
          <a href={`/api/auth/provider?${query}`} className={buttonClass("secondary")}>
            {t("accounts.ways.provider", { name: provider.name, isJoining: String(isJoining) })}
          </a>
          <p className="mt-2 text-muted text-small">
            {t("accounts.ways.providerHow", { name: provider.name })} {!isJoining && t("accounts.ways.providerEnds")}
          </p>
        </section>
      )}
      {mail && (
        <section aria-labelledby="by-mail" className="mt-10 border-line border-t pt-8">
          <h2 id="by-mail" className="mb-5 font-semibold font-serif text-heading">
            {t("accounts.ways.mailTitle", { isJoining: String(isJoining) })}
          </h2>
          <EntryForm action="/api/auth/mail" submit={t("accounts.ways.mailSubmit")} secondary>
            <input type="hidden" name="from" value={from} />
            {isJoining && <input type="hidden" name="invitation" value={invitation} />}
            <Field
              label={t("accounts.fields.email")}
              hint={t("accounts.ways.mailHow")}
              name="email"
              type="email"
              autoComplete="username"
              required
            />
          </EntryForm>
        </section>
      )}
    </>
  );
}
