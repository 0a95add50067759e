"use client";

import type { ComponentProps } from "react";
import { Button } from "./button";
import { useHydrated } from "./use-hydrated";

/**
 * The submit button of a form that a script sends. It is disabled until the page is hydrated: before that, the browser would send the form
 * to the page's own address, which takes no POST.
 */
export function SubmitButton({ disabled, ...props }: Omit<ComponentProps<typeof Button>, "type">) {
  const isHydrated = useHydrated();
  return <Button {...props} type="submit" disabled={disabled || !isHydrated} />;
}
