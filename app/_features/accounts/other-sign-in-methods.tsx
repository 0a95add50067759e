import { EntryForm } from "@/app/_features/session";
import { words } from "@/app/_messages/en";
import { buttonClass } from "@/app/_ui/button";
import { Field } from "@/app/_ui/field";
import { config } from "@/lib/config";

interface OtherWaysInProps {
  /** Path of the page to go to afterwards. */
  from: string;
  /** Token of the invitation by whose link the person came. */
  invitation?: string;
  /** Whether the person is signed in, and is to prove again who they are. */
  again?: boolean;
}

/** The ways to come in without a password, as far as this Concord has any. */
export function OtherWaysIn({ from, invitation, again = false }: OtherWaysInProps) {
  const { ways, fields } = words.accounts;
  const { provider, mail } = config();
  const isJoining = invitation !== undefined;
  const query = new URLSearchParams({ from, ...(isJoining && { invitation }), ...(again && { again: "1" }) });
  return (
    <>
      {provider && (
        <section className="mt-10 border-line border-t pt-8">
          {/* Not a Link, which would fetch it before it is pressed. */}
          <a href={`/api/auth/provider?${query}`} className={buttonClass("secondary")}>
            {ways.provider(provider.name, isJoining)}
          </a>
          <p className="mt-2 text-muted text-small">
            {ways.providerHow(provider.name)} {!isJoining && ways.providerEnds}
          </p>
        </section>
      )}
      {mail && (
        <section aria-labelledby="by-mail" className="mt-10 border-line border-t pt-8">
          <h2 id="by-mail" className="mb-5 font-semibold font-serif text-heading">
            {ways.mailTitle(isJoining)}
          </h2>
          <EntryForm action="/api/auth/mail" submit={ways.mailSubmit} secondary>
            <input type="hidden" name="from" value={from} />
            {isJoining && <input type="hidden" name="invitation" value={invitation} />}
            <Field
              label={fields.email}
              hint={ways.mailHow}
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
