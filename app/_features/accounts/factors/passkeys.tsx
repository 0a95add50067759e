"use client";

import { useTranslations } from "next-intl";
import { type FormEvent, useState } from "react";
import { explain, RequestError, sendJson } from "@/app/_features/request";
import { ConfirmDialog, supportsPasskeys, withReauthentication } from "@/app/_features/session";
import { Field } from "@/app/_ui/field";
import { FormProblem } from "@/app/_ui/form-problem";
import { Listed } from "@/app/_ui/listed";
import { Part } from "@/app/_ui/part";
import { SubmitButton } from "@/app/_ui/submit-button";
import { showToast } from "@/app/_ui/toasts";
import type { PasskeyView } from "@/lib/accounts/factors/factor-schemas";
import { NAME_LENGTH } from "@/lib/accounts/limits";

const ADDRESS = "/api/me/passkeys";

type CreationOptions = Parameters<typeof import("@simplewebauthn/browser").startRegistration>[0]["optionsJSON"];

interface PasskeysProps {
  passkeys: PasskeyView[];
  /** The host name that new passkeys work for; null if passkeys aren't possible at this address. */
  host: string | null;
  isRemovable: boolean;
  /** Called with the first recovery codes, if the user had none. */
  onChanged(codes?: string[] | null): Promise<void>;
}

/** Lists, adds, renames and removes passkeys. */
export function Passkeys({ passkeys, host, isRemovable, onChanged }: PasskeysProps) {
  const t = useTranslations();
  const [removing, setRemoving] = useState<PasskeyView>();
  const remove = async () => {
    if (!removing) return;
    await withReauthentication(() => sendJson("DELETE", `${ADDRESS}/${removing.id}`));
    showToast({ title: t("settings.factors.passkeys.removed") });
    await onChanged();
    document.getElementById("passkeys")?.focus();
  };
  return (
    <Part title={t("settings.factors.passkeys.title")} lead={t("settings.factors.passkeys.lead")}>
      <ul id="passkeys" tabIndex={-1} className="divide-y divide-line border-line border-y outline-none empty:hidden">
        {passkeys.map((passkey) => (
          <Passkey
            key={passkey.id}
            passkey={passkey}
            isElsewhere={passkey.host !== host}
            onRemove={isRemovable ? () => setRemoving(passkey) : null}
            onRenamed={onChanged}
          />
        ))}
      </ul>
      <NewPasskeyForm isPossible={host !== null} onAdded={onChanged} />
      <ConfirmDialog
        open={removing !== undefined}
        onOpenChange={(isOpen) => !isOpen && setRemoving(undefined)}
        title={t("settings.factors.passkeys.removeAsk", { name: removing?.name ?? "" })}
        lead={t("settings.factors.passkeys.removeLead")}
        submit={t("settings.factors.passkeys.remove")}
        onSubmit={remove}
      />
    </Part>
  );
}

interface PasskeyProps {
  passkey: PasskeyView;
  /** Whether it works only for another host name. */
  isElsewhere: boolean;
  /** Null while the user sets up their first second factor. It can't be renamed then either. */
  onRemove: (() => void) | null;
  onRenamed(): Promise<void>;
}

function Passkey({ passkey, isElsewhere, onRemove, onRenamed }: PasskeyProps) {
  const t = useTranslations();
  const [isRenaming, setRenaming] = useState(false);
  const { id, name, host, createdAt, lastUsedAt } = passkey;
  const renamed = async () => {
    await onRenamed();
    setRenaming(false);
    document.getElementById(id)?.focus();
  };
  return (
    <Listed
      id={id}
      title={name}
      details={[
        t("settings.factors.passkeys.created", { date: new Date(createdAt) }),
        lastUsedAt
          ? t("settings.factors.passkeys.used", { date: new Date(lastUsedAt) })
          : t("settings.factors.passkeys.unused"),
        isElsewhere && t("settings.factors.passkeys.elsewhere", { host }),
      ]}
      action={
        onRemove && {
          label: t("settings.factors.passkeys.remove"),
          name: t("settings.factors.passkeys.removeNamed", { name }),
          onClick: onRemove,
        }
      }
      opener={
        onRemove && {
          label: t("settings.factors.passkeys.rename"),
          name: t("settings.factors.passkeys.renameNamed", { name }),
          onClick: () => setRenaming(!isRenaming),
          isOpen: isRenaming,
        }
      }
    >
      {isRenaming && <RenameForm passkey={passkey} onRenamed={renamed} />}
    </Listed>
  );
}

interface RenameFormProps {
  passkey: PasskeyView;
  onRenamed(): Promise<void>;
}

function RenameForm({ passkey: { id, name }, onRenamed }: RenameFormProps) {
  const t = useTranslations();
  const [problem, setProblem] = useState("");
  const rename = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const wanted = new FormData(event.currentTarget).get("name");
    setProblem("");
    try {
      await sendJson("PATCH", `${ADDRESS}/${id}`, { name: wanted });
      await onRenamed();
    } catch (error) {
      setProblem(explain(t, error));
    }
  };
  return (
    <form method="post" onSubmit={rename} className="w-full max-w-md">
      <div className="flex flex-wrap items-end gap-2">
        <div className="min-w-0 flex-1">
          <Field
            label={t("settings.factors.passkeys.name")}
            name="name"
            defaultValue={name}
            autoComplete="off"
            autoFocus
            required
            maxLength={NAME_LENGTH}
          />
        </div>
        <SubmitButton>{t("settings.factors.passkeys.renameSubmit")}</SubmitButton>
      </div>
      <FormProblem>{problem}</FormProblem>
    </form>
  );
}

interface NewPasskeyFormProps {
  isPossible: boolean;
  onAdded(codes: string[] | null): Promise<void>;
}

function NewPasskeyForm({ isPossible, onAdded }: NewPasskeyFormProps) {
  const t = useTranslations();
  const [problem, setProblem] = useState("");
  if (!isPossible) return <p className="mt-4 text-muted">{t("settings.factors.passkeys.unavailable")}</p>;
  if (!supportsPasskeys()) return <p className="mt-4 text-muted">{t("settings.factors.passkeys.unsupported")}</p>;

  const add = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = event.currentTarget;
    const name = new FormData(form).get("name");
    setProblem("");
    try {
      const optionsJSON = await withReauthentication(() => sendJson<CreationOptions>("POST", `${ADDRESS}/options`));
      const { startRegistration } = await import("@simplewebauthn/browser");
      const credential = await startRegistration({ optionsJSON });
      const { codes } = await withReauthentication(() =>
        sendJson<{ codes: string[] | null }>("POST", ADDRESS, { name, credential }),
      );
      form.reset();
      showToast({ title: t("settings.factors.passkeys.added") });
      await onAdded(codes);
    } catch (error) {
      // The browser doesn't say whether the user cancelled or the device refused.
      const isRefusal = error instanceof RequestError || error instanceof TypeError;
      setProblem(isRefusal ? explain(t, error) : t("settings.factors.passkeys.failed"));
    }
  };

  return (
    <form method="post" onSubmit={add} className="mt-4 max-w-md">
      <Field
        label={t("settings.factors.passkeys.name")}
        hint={t("settings.factors.passkeys.nameHint")}
        name="name"
        autoComplete="off"
        required
        maxLength={NAME_LENGTH}
      />
      <FormProblem>{problem}</FormProblem>
      <SubmitButton className="mt-4">{t("settings.factors.passkeys.add")}</SubmitButton>
    </form>
  );
}
