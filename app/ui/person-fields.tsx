import { words } from "@/app/words/en";
import { NAME_LENGTH } from "@/lib/accounts/schemas";
import { Field } from "./field";
import { NewPasswordField } from "./new-password-field";

const { fields } = words.accounts;

/** What a person who comes for the first time says of themselves. */
export function PersonFields() {
  return (
    <>
      <Field
        label={fields.name}
        hint={fields.nameHint}
        name="name"
        autoComplete="name"
        required
        maxLength={NAME_LENGTH}
      />
      <Field label={fields.email} name="email" type="email" autoComplete="username" required />
      <NewPasswordField />
    </>
  );
}
