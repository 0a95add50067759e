import { useTranslations } from "next-intl";
import { PasswordField } from "@/app/_ui/password-field";
import { PASSWORD_LENGTH } from "@/lib/accounts/limits";

/** Password field for choosing a new password. */
export function NewPasswordField({ label }: { label?: string }) {
  const t = useTranslations();
  return (
    <PasswordField
      {...(label !== undefined && { label })}
      hint={t("accounts.fields.newPasswordHint")}
      autoComplete="new-password"
      required
      minLength={PASSWORD_LENGTH.min}
      maxLength={PASSWORD_LENGTH.max}
    />
  );
}
