"use client";

import { Star } from "lucide-react";
import { useTranslations } from "next-intl";
import { useRef, useState } from "react";
import { IconButton } from "@/app/_ui/icon-button";
import { onOpening } from "@/app/_ui/on-demand";
import type { NewSavedSearch } from "@/lib/library/schemas";
import { useSavedSearches } from "./use-saved-searches";

const NameSearch = onOpening(() => import("./name-search").then((module) => module.NameSearch));

type SaveSearchProps = Pick<NewSavedSearch, "query" | "report" | "match" | "sort">;

/** A star button for saving the search in the user's account under a name, or for deleting it. */
export function SaveSearch({ report, match, sort, ...props }: SaveSearchProps) {
  const t = useTranslations();
  const query = props.query.trim();
  const { searches, save, remove } = useSavedSearches(true);
  const [isNaming, setNaming] = useState(false);
  const trigger = useRef<HTMLButtonElement>(null);
  const kept = searches.find(
    (search) => search.query === query && search.report === report && search.match === match && search.sort === sort,
  );
  return (
    <>
      <IconButton
        ref={trigger}
        label={kept ? t("search.saved.delete") : t("search.saved.save")}
        icon={<Star size={20} aria-hidden className={kept ? "fill-current text-accent" : ""} />}
        aria-haspopup="dialog"
        aria-expanded={isNaming}
        onClick={() => (!isNaming && kept ? void remove(kept) : setNaming(!isNaming))}
      />
      <NameSearch
        query={query}
        open={isNaming}
        onOpenChange={setNaming}
        trigger={trigger}
        onName={(name) => {
          setNaming(false);
          void save({ id: crypto.randomUUID(), name, query, report, match, sort });
        }}
      />
    </>
  );
}
