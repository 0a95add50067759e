"use client";

import { useTranslations } from "next-intl";
import { type FormEvent, useState } from "react";
import { explain, sendJson } from "@/app/_features/request";
import { CodeField, ConfirmDialog, withReauthentication } from "@/app/_features/session";
import { Button } from "@/app/_ui/button";
import { Field } from "@/app/_ui/field";
import { FormProblem } from "@/app/_ui/form-problem";
import { Part } from "@/app/_ui/part";
import { showToast } from "@/app/_ui/toasts";
import type { NewAuthenticator } from "@/lib/accounts/factors/factor-schemas";

const ADDRESS = "/api/me/factors/authenticator";

interface AuthenticatorProps {
  /** When the app was turned on (ISO 8601); null if there is none. */
  since: string | null;
  isRemovable: boolean;
  /** Called with the first recovery codes, if the user had none. */
  onChanged(codes?: string[] | null): Promise<void>;
}

/** Sets up and removes the authenticator app. */
export function Authenticator({ since, isRemovable, onChanged }: AuthenticatorProps) {
  const t = useTranslations();
  const [made, setMade] = useState<NewAuthenticator>();
  const [problem, setProblem] = useState("");
  const [isRemoving, setRemoving] = useState(false);

  const begin = async () => {
    setProblem("");
    try {
      setMade(await withReauthentication(() => sendJson<NewAuthenticator>("POST", ADDRESS)));
    } catch (error) {
      setProblem(explain(t, error));
    }
  };
  const turnOn = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = event.currentTarget;
    const code = new FormData(form).get("code");
    setProblem("");
    try {
      const { codes } = await withReauthentication(() =>
        sendJson<{ codes: string[] | null }>("PUT", ADDRESS, { code }),
      );
      setMade(undefined);
      showToast({ title: t("settings.factors.authenticator.turnedOn") });
      await onChanged(codes);
    } catch (error) {
      setProblem(explain(t, error));
      form.querySelector<HTMLInputElement>("input[name=code]")?.select();
    }
  };
  const remove = async () => {
    await withReauthentication(() => sendJson("DELETE", ADDRESS));
    showToast({ title: t("settings.factors.authenticator.removed") });
    await onChanged();
  };

  if (since !== null) {
    return (
      <Part title={t("settings.factors.authenticator.title")}>
        <p>{t("settings.factors.authenticator.on", { date: new Date(since) })}</p>
        {isRemovable && (
          <Button onClick={() => setRemoving(true)} className="mt-3">
            {t("settings.factors.authenticator.remove")}
          </Button>
        )}
        <ConfirmDialog
          open={isRemoving}
          onOpenChange={setRemoving}
          title={t("settings.factors.authenticator.removeAsk")}
          lead={t("settings.factors.authenticator.removeLead")}
          submit={t("settings.factors.authenticator.remove")}
          onSubmit={remove}
        />
      </Part>
    );
  }
  return (
    <Part title={t("settings.factors.authenticator.title")} lead={t("settings.factors.authenticator.off")}>
      {!made && <Button onClick={() => void begin()}>{t("settings.factors.authenticator.setUp")}</Button>}
      {made && (
        <form method="post" onSubmit={turnOn} className="max-w-md">
          <p>{t("settings.factors.authenticator.scan")}</p>
          <QrCode {...made.qr} label={t("settings.factors.authenticator.qr")} />
          <div className="flex flex-col gap-5">
            <Field
              label={t("settings.factors.authenticator.key")}
              value={made.key.match(/.{1,4}/gu)!.join(" ")}
              readOnly
              onFocus={(event) => event.target.select()}
            />
            <p>
              <a href={made.url} className="inline-flex min-h-11 items-center text-accent underline underline-offset-4">
                {t("settings.factors.authenticator.open")}
              </a>
            </p>
            <CodeField
              label={t("settings.factors.authenticator.code")}
              hint={t("settings.factors.authenticator.codeHint")}
              inputMode="numeric"
              autoFocus
            />
          </div>
          <FormProblem>{problem}</FormProblem>
          <div className="mt-6 flex flex-wrap gap-3">
            <Button type="submit" variant="primary">
              {t("settings.factors.authenticator.turnOn")}
            </Button>
            <Button
              variant="quiet"
              onClick={() => {
                setMade(undefined);
                setProblem("");
              }}
            >
              {t("settings.factors.authenticator.cancel")}
            </Button>
          </div>
        </form>
      )}
      {!made && <FormProblem>{problem}</FormProblem>}
    </Part>
  );
}

/** A QR code, black on white in every theme, because some cameras can't read it otherwise. */
function QrCode({ size, path, label }: NewAuthenticator["qr"] & { label: string }) {
  return (
    <svg
      role="img"
      aria-label={label}
      viewBox={`0 0 ${size} ${size}`}
      shapeRendering="crispEdges"
      className="my-4 size-52 rounded bg-white"
    >
      <path d={path} fill="#000" />
    </svg>
  );
}
