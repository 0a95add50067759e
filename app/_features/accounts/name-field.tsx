import { useTranslations } from "next-intl";
import { Field } from "@/app/_ui/field";
import { NAME_LENGTH } from "@/lib/accounts/limits";

/** Text field for a new member's name. */
export function NameField() {
  const t = useTranslations();
  return (
    <Field
      label={t("accounts.fields.name")}
      hint={t("accounts.fields.nameHint")}
      name="name"
      autoComplete="name"
      required
      maxLength={NAME_LENGTH}
    />
  );
}
