import type { ComponentProps } from "react";
import { Field } from "@/app/_ui/field";

/**
 * A field for a code from an authenticator app, or a recovery code. Recovery codes contain letters, so phones show their
 * full keyboard.
 */
export function CodeField(props: ComponentProps<typeof Field>) {
  return (
    <Field
      name="code"
      autoComplete="one-time-code"
      autoCapitalize="none"
      autoCorrect="off"
      spellCheck={false}
      required
      maxLength={40}
      {...props}
    />
  );
}
