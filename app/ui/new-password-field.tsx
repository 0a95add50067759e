import { words } from "@/app/words/en";
import { PASSWORD_LENGTH } from "@/lib/accounts/schemas";
import { PasswordField } from "./password-field";

/** Takes a password that a person chooses. */
export function NewPasswordField({ label }: { label?: string }) {
  return (
    <PasswordField
      {...(label !== undefined && { label })}
      hint={words.accounts.fields.newPasswordHint}
      autoComplete="new-password"
      required
      minLength={PASSWORD_LENGTH.min}
      maxLength={PASSWORD_LENGTH.max}
    />
  );
}
