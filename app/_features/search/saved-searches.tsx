"use client";

import { Popover } from "@base-ui/react/popover";
import { Star } from "lucide-react";
import { type FormEvent, useId, useState } from "react";
import useSWR from "swr";
import { explain, fetchJson, sendJson } from "@/app/_features/request";
import { withReauthentication } from "@/app/_features/session";
import { words } from "@/app/_messages/en";
import { Button } from "@/app/_ui/button";
import { CONTROL } from "@/app/_ui/field";
import { IconButton } from "@/app/_ui/icon-button";
import { showToast } from "@/app/_ui/toasts";
import type { MAX_SEARCH_NAME, NewSavedSearch, SavedSearchView } from "@/lib/library/schemas";

const ADDRESS = "/api/saved-searches";

/** Checked against the server's by its type: the number itself would bring all of zod along. */
const NAME_LENGTH: typeof MAX_SEARCH_NAME = 100;

const NONE: SavedSearchView[] = [];

/** Does something; where it fails, says so and lets it be tried again. */
async function attempt(failure: string, action: () => Promise<void>): Promise<void> {
  try {
    await withReauthentication(action);
  } catch (error) {
    showToast({
      title: failure,
      description: explain(error),
      action: { label: words.search.saved.again, onClick: () => void attempt(failure, action) },
    });
  }
}

/**
 * The searches that the person keeps on their account, the newest first, and what can be done with them.
 *
 * @param wanted whether they are to be fetched
 */
export function useSavedSearches(wanted: boolean) {
  const { saved } = words.search;
  const { data, mutate } = useSWR<{ searches: SavedSearchView[] }, Error>(wanted ? ADDRESS : null, fetchJson, {
    revalidateIfStale: false,
  });
  const save = (search: NewSavedSearch) =>
    attempt(saved.notSaved, async () => {
      await sendJson("POST", ADDRESS, search);
      await mutate();
    });
  const remove = ({ createdAt: _, ...search }: SavedSearchView) =>
    attempt(saved.notDeleted, async () => {
      await sendJson("DELETE", `${ADDRESS}/${search.id}`);
      await mutate();
      showToast({ title: saved.deleted, action: { label: saved.undo, onClick: () => void save(search) } });
    });
  return { searches: data?.searches ?? NONE, save, remove };
}

type SaveSearchProps = Pick<NewSavedSearch, "query" | "report" | "match" | "sort">;

/** A star that keeps a search on the person's account, under a name, or forgets it again. */
export function SaveSearch({ report, match, sort, ...props }: SaveSearchProps) {
  const query = props.query.trim();
  const { saved } = words.search;
  const { searches, save, remove } = useSavedSearches(true);
  const [isNaming, setNaming] = useState(false);
  const id = useId();
  const kept = searches.find(
    (search) => search.query === query && search.report === report && search.match === match && search.sort === sort,
  );

  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const typed = String(new FormData(event.currentTarget).get("name")).trim();
    setNaming(false);
    const name = typed === "" ? query.slice(0, NAME_LENGTH) : typed;
    void save({ id: crypto.randomUUID(), name, query, report, match, sort });
  };

  return (
    <Popover.Root open={isNaming} onOpenChange={(open) => (open && kept ? void remove(kept) : setNaming(open))}>
      <Popover.Trigger
        render={
          <IconButton
            label={kept ? saved.delete : saved.save}
            icon={<Star size={20} aria-hidden className={kept ? "fill-current text-accent" : ""} />}
          />
        }
      />
      <Popover.Portal>
        <Popover.Positioner align="start" sideOffset={4} collisionPadding={16} className="z-50">
          <Popover.Popup className="w-80 max-w-[calc(100vw-2rem)] rounded-md border border-line bg-raised p-4 text-ink shadow-lg outline-none">
            <Popover.Title className="mb-3 font-semibold">{saved.save}</Popover.Title>
            <form onSubmit={submit}>
              <label htmlFor={id} className="mb-1 block text-muted text-small">
                {saved.name}
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
                  {saved.submit}
                </Button>
              </div>
            </form>
          </Popover.Popup>
        </Popover.Positioner>
      </Popover.Portal>
    </Popover.Root>
  );
}
