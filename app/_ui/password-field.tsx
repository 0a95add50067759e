"use client";

import { Eye, EyeOff } from "lucide-react";
import { useTranslations } from "next-intl";
import { type ComponentProps, useState } from "react";
import { Field } from "./field";
import { ICON_BUTTON } from "./icon-button";

interface PasswordFieldProps extends Omit<ComponentProps<typeof Field>, "label" | "type" | "after"> {
  /** The label. It defaults to "Password", but forms with two password fields need others. */
  label?: string;
}

/** A password field with a button that shows the password, because a typo in a new password would lock the user out. */
export function PasswordField({ label, name = "password", ...props }: PasswordFieldProps) {
  const t = useTranslations();
  const [isShown, setShown] = useState(false);
  const Icon = isShown ? EyeOff : Eye;
  return (
    <Field
      {...props}
      label={label ?? t("accounts.fields.password")}
      name={name}
      type={isShown ? "text" : "password"}
      autoCapitalize="none"
      autoCorrect="off"
      spellCheck={false}
      after={
        <button
          type="button"
          aria-label={t("accounts.fields.showPassword")}
          aria-pressed={isShown}
          title={t("accounts.fields.showPassword")}
          onClick={() => setShown(!isShown)}
          className={ICON_BUTTON}
        >
          <Icon size={18} aria-hidden />
        </button>
      }
    />
  );
}
