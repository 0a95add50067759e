"use client";

import { useTranslations } from "next-intl";
import { type FormEvent, useState } from "react";
import useSWR from "swr";
import { explain, fetchJson, sendJson } from "@/app/_features/request";
import { LoadFailed, withReauthentication } from "@/app/_features/session";
import { Field } from "@/app/_ui/field";
import { FormProblem } from "@/app/_ui/form-problem";
import { Listed, Stated } from "@/app/_ui/listed";
import { Section } from "@/app/_ui/section";
import { DaysField } from "@/app/_ui/select";
import { ShownOnce } from "@/app/_ui/shown-once";
import { SubmitButton } from "@/app/_ui/submit-button";
import { showToast } from "@/app/_ui/toasts";
import type { TokenView } from "@/lib/accounts/access-schemas";
import { NAME_LENGTH, SCOPES, TOKEN_DAYS } from "@/lib/accounts/limits";

const ADDRESS = "/api/tokens";
const DAYS = [30, TOKEN_DAYS.default, TOKEN_DAYS.max - 1];
/** Select value for a token without an expiry. */
const FOR_EVER = "";

/** Creates, lists and revokes the user's API tokens. */
export function Tokens() {
  const t = useTranslations();
  const { data, error, mutate } = useSWR<{ tokens: TokenView[] }, Error>(ADDRESS, (address: string) =>
    withReauthentication(() => fetchJson<{ tokens: TokenView[] }>(address)),
  );

  const revoke = async ({ id }: TokenView) => {
    try {
      await withReauthentication(() => sendJson("DELETE", `${ADDRESS}/${id}`));
      showToast({ title: t("settings.tokens.revoked") });
    } catch (problem) {
      showToast({ title: explain(t, problem) });
    }
    await mutate();
    document.getElementById(id)?.focus();
  };

  return (
    <Section id="tokens" title={t("settings.tokens.title")} lead={t("settings.tokens.lead")}>
      {error && <LoadFailed message={explain(t, error)} onRetry={() => void mutate()} />}
      {data && data.tokens.length > 0 && (
        <ul className="mb-6 divide-y divide-line border-line border-y">
          {data.tokens.map((token) => (
            <Token key={token.id} token={token} onRevoke={() => void revoke(token)} />
          ))}
        </ul>
      )}
      <p className="mb-6">
        <a href="/api/docs" className="text-accent underline">
          {t("settings.tokens.docs")}
        </a>
      </p>
      <NewTokenForm onMade={() => void mutate()} />
    </Section>
  );
}

function Token({ token, onRevoke }: { token: TokenView; onRevoke(): void }) {
  const t = useTranslations();
  const { id, name, scopes, state, createdAt, expiresAt, lastUsedAt } = token;
  const isOpen = state === "open";
  const details = [
    scopes.map((scope) => t(`settings.tokens.scopeShort.${scope}`)).join(", "),
    isOpen && (expiresAt ? t("settings.tokens.until", { date: new Date(expiresAt) }) : t("settings.tokens.forEver")),
    t("settings.tokens.made", { date: new Date(createdAt) }),
    lastUsedAt ? t("settings.tokens.used", { date: new Date(lastUsedAt) }) : t("settings.tokens.unused"),
  ];
  return (
    <Listed
      id={id}
      title={<Stated what={name} state={t(`settings.tokens.states.${state}`)} isOpen={isOpen} />}
      details={details}
      action={
        isOpen && {
          label: t("settings.tokens.revoke"),
          name: t("settings.tokens.revokeNamed", { name }),
          onClick: onRevoke,
        }
      }
    />
  );
}

function NewTokenForm({ onMade }: { onMade(): void }) {
  const t = useTranslations();
  const [secret, setSecret] = useState<string>();
  const [problem, setProblem] = useState("");

  const make = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = event.currentTarget;
    const fields = new FormData(form);
    const days = fields.get("days");
    const wanted = {
      name: fields.get("name"),
      scopes: fields.getAll("scopes"),
      days: days === FOR_EVER ? null : Number(days),
    };
    setProblem(wanted.scopes.length === 0 ? t("settings.tokens.noScope") : "");
    if (wanted.scopes.length === 0) return;
    try {
      setSecret((await withReauthentication(() => sendJson<{ secret: string }>("POST", ADDRESS, wanted))).secret);
      form.reset();
      onMade();
    } catch (error) {
      setProblem(explain(t, error));
    }
  };

  return (
    <>
      <form method="post" onSubmit={make} className="max-w-md">
        <div className="flex flex-col gap-5">
          <Field
            label={t("settings.tokens.name")}
            hint={t("settings.tokens.nameHint")}
            name="name"
            autoComplete="off"
            required
            maxLength={NAME_LENGTH}
          />
          <fieldset>
            <legend className="mb-1 font-semibold">{t("settings.tokens.scopes")}</legend>
            {SCOPES.map((scope) => (
              <label key={scope} className="flex min-h-11 cursor-pointer items-start gap-3 py-2">
                <input
                  type="checkbox"
                  name="scopes"
                  value={scope}
                  defaultChecked={scope === "read"}
                  className="mt-1 size-4 shrink-0 accent-accent"
                />
                <span>{t(`settings.tokens.scopeMeans.${scope}`)}</span>
              </label>
            ))}
          </fieldset>
          <DaysField label={t("settings.tokens.days")} days={DAYS} defaultValue={TOKEN_DAYS.default}>
            <option value={FOR_EVER}>{t("settings.tokens.untilRevoked")}</option>
          </DaysField>
        </div>
        <FormProblem>{problem}</FormProblem>
        <SubmitButton className="mt-6">{t("settings.tokens.create")}</SubmitButton>
      </form>
      {secret && (
        <ShownOnce key={secret} label={t("settings.tokens.secret")} hint={t("settings.tokens.once")} value={secret} />
      )}
    </>
  );
}
