import { useTranslations } from "next-intl";
import { Field } from "@/app/_ui/field";
import { NAME_LENGTH } from "@/lib/accounts/limits";

/** What a person who comes for the first time is to be called. */
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
