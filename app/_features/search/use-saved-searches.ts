"use client";

import { useTranslations } from "next-intl";
import useSWR from "swr";
import { explain, fetchJson, sendJson } from "@/app/_features/request";
import { withReauthentication } from "@/app/_features/session";
import type { Translate } from "@/app/_messages/translate";
import { showToast } from "@/app/_ui/toasts";
import type { NewSavedSearch, SavedSearchView } from "@/lib/library/schemas";

const ADDRESS = "/api/saved-searches";

const NONE: SavedSearchView[] = [];

/** Runs an action. If it fails, shows a toast with a button to try again. */
async function attempt(t: Translate, failure: string, action: () => Promise<void>): Promise<void> {
  try {
    await withReauthentication(action);
  } catch (error) {
    showToast({
      title: failure,
      description: explain(t, error),
      action: { label: t("search.saved.again"), onClick: () => void attempt(t, failure, action) },
    });
  }
}

/**
 * The searches saved in the user's account, newest first, and functions to change them.
 *
 * @param wanted whether to fetch them
 */
export function useSavedSearches(wanted: boolean) {
  const t = useTranslations();
  const { data, mutate } = useSWR<{ searches: SavedSearchView[] }, Error>(wanted ? ADDRESS : null, fetchJson, {
    revalidateIfStale: false,
  });
  const save = (search: NewSavedSearch) =>
    attempt(t, t("search.saved.notSaved"), async () => {
      await sendJson("POST", ADDRESS, search);
      await mutate();
    });
  const remove = ({ createdAt: _, ...search }: SavedSearchView) =>
    attempt(t, t("search.saved.notDeleted"), async () => {
      await sendJson("DELETE", `${ADDRESS}/${search.id}`);
      await mutate();
      showToast({
        title: t("search.saved.deleted"),
        action: { label: t("search.saved.undo"), onClick: () => void save(search) },
      });
    });
  return { searches: data?.searches ?? NONE, save, remove };
}
