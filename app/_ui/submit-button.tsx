"use client";

import type { ComponentProps } from "react";
import { Button } from "./button";
import { useHydrated } from "./use-hydrated";

/**
 * The submit button of a form that JavaScript sends. It is disabled until hydration. Before that, the browser would
 * post the form to the page's own URL, which doesn't accept POST.
 */
export function SubmitButton({ disabled, ...props }: Omit<ComponentProps<typeof Button>, "type">) {
  const isHydrated = useHydrated();
  return <Button {...props} type="submit" disabled={disabled || !isHydrated} />;
}
