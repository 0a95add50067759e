import { words } from "@/app/_messages/en";
import { Field } from "@/app/_ui/field";
import { NAME_LENGTH } from "@/lib/accounts/limits";

const { fields } = words.accounts;

/** What a person who comes for the first time is to be called. */
export function NameField() {
  return (
    <Field
      label={fields.name}
      hint={fields.nameHint}
      name="name"
      autoComplete="name"
      required
      maxLength={NAME_LENGTH}
    />
  );
}
