import { useTranslations } from "next-intl";
import { Field } from "@/app/_ui/field";
import { NameField } from "./name-field";
import { NewPasswordField } from "./new-password-field";

/** Form fields for a new account. */
export function PersonFields() {
  const t = useTranslations();
  return (
    <>
      <NameField />
      <Field label={t("accounts.fields.email")} name="email" type="email" autoComplete="username" required />
      <NewPasswordField />
    </>
  );
}
