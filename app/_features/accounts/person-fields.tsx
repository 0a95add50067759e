import { words } from "@/app/_messages/en";
import { Field } from "@/app/_ui/field";
import { NameField } from "./name-field";
import { NewPasswordField } from "./new-password-field";

const { fields } = words.accounts;

/** What a person who comes for the first time says of themselves. */
export function PersonFields() {
  return (
    <>
      <NameField />
      <Field label={fields.email} name="email" type="email" autoComplete="username" required />
      <NewPasswordField />
    </>
  );
}
