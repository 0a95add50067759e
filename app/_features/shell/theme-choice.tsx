"use client";

import { Radio } from "@base-ui/react/radio";
import { RadioGroup } from "@base-ui/react/radio-group";
import { Check } from "lucide-react";
import { useTranslations } from "next-intl";
import { useEffect, useId, useState } from "react";
import { keepInCookie } from "@/app/_ui/device-cookie";
import { isTheme, THEME_COOKIE, THEMES } from "./theme";

const SYSTEM = "system";

/**
 * Options for the light, dark, sepia or system theme. The choice is stored in a cookie, so that the server can render
 * the next page in that theme.
 */
export function ThemeChoice() {
  const t = useTranslations();
  const id = useId();
  const [theme, setTheme] = useState<string>(SYSTEM);
  useEffect(() => setTheme(document.documentElement.dataset.theme ?? SYSTEM), []);

  const choose = (next: string) => {
    setTheme(next);
    if (isTheme(next)) document.documentElement.dataset.theme = next;
    else delete document.documentElement.dataset.theme;
    keepInCookie(THEME_COOKIE, isTheme(next) ? next : null);
  };

  return (
    <>
      <p id={id} className="px-4 pb-1 font-semibold text-muted text-small">
        {t("theme.label")}
      </p>
      <RadioGroup value={theme} onValueChange={choose} aria-labelledby={id}>
        {([SYSTEM, ...THEMES] as const).map((value) => (
          // biome-ignore lint/a11y/noLabelWithoutControl: the control is Radio.Root, which renders an input
          <label key={value} className="flex min-h-11 cursor-pointer items-center gap-2 px-4 hover:bg-accent-soft">
            <Radio.Root value={value} className="grid size-5 place-items-center rounded-full border border-control">
              <Radio.Indicator>
                <Check size={14} aria-hidden />
              </Radio.Indicator>
            </Radio.Root>
            {t(`theme.${value}`)}
          </label>
        ))}
      </RadioGroup>
    </>
  );
}
