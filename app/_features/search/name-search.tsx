"use client";

import { Popover } from "@base-ui/react/popover";
import { useTranslations } from "next-intl";
import { type ComponentProps, type FormEvent, useId } from "react";
import { Button } from "@/app/_ui/button";
import { CONTROL } from "@/app/_ui/field";
import { PopoverAt } from "@/app/_ui/popover-at";
import type { MAX_SEARCH_NAME } from "@/lib/library/schemas";

/**
 * The type ensures that this number equals the server's limit. Importing the value itself would add the whole of zod to
 * the bundle.
 */
const NAME_LENGTH: typeof MAX_SEARCH_NAME = 100;

interface NameSearchProps extends Pick<ComponentProps<typeof PopoverAt>, "open" | "onOpenChange" | "trigger"> {
  query: string;
  onName(name: string): void;
}

/** Asks the user to name the search before saving it. */
export function NameSearch({ query, onName, ...popover }: NameSearchProps) {
  const t = useTranslations();
  const id = useId();
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const typed = String(new FormData(event.currentTarget).get("name")).trim();
    onName(typed === "" ? query.slice(0, NAME_LENGTH) : typed);
  };
  return (
    <PopoverAt
      {...popover}
      align="start"
      collisionPadding={16}
      className="w-80 max-w-[calc(100vw-2rem)] rounded-md border border-line bg-raised p-4 text-ink shadow-lg outline-none"
    >
      <Popover.Title className="mb-3 font-semibold">{t("search.saved.save")}</Popover.Title>
      <form onSubmit={submit}>
        <label htmlFor={id} className="mb-1 block text-muted text-small">
          {t("search.saved.name")}
        </label>
        <div className="flex gap-2">
          <input
            id={id}
            name="name"
            autoComplete="off"
            maxLength={NAME_LENGTH}
            defaultValue={query.slice(0, NAME_LENGTH)}
            onFocus={(event) => event.target.select()}
            className={CONTROL}
          />
          <Button type="submit" variant="primary" className="shrink-0">
            {t("search.saved.submit")}
          </Button>
        </div>
      </form>
    </PopoverAt>
  );
}
