"use client";

import { useRef, useState } from "react";
import { readTag, tagKey } from "@/lib/annotations/tags";
import { attempt } from "./attempt";

/**
 * The tags of a highlight as the person wants them, shown at once and saved one change after the other.
 *
 * @param tags as they are saved
 * @param save saves all of them
 * @returns the tags, and ways to add what was typed and to take one off
 */
export function useTags(tags: readonly string[], save: (tags: readonly string[]) => Promise<void>) {
  const [wanted, setWanted] = useState<readonly string[] | null>(null);
  const latest = useRef<readonly string[]>(tags);
  const saving = useRef(Promise.resolve());
  const shown = wanted ?? tags;

  const change = (next: readonly string[]) => {
    latest.current = next;
    setWanted(next);
    saving.current = saving.current.then(() =>
      attempt(async () => {
        const sent = latest.current;
        await save(sent);
        if (latest.current === sent) setWanted(null);
      }),
    );
  };
  return {
    tags: shown,
    add: (typed: string) => {
      const known = new Set(shown.map(tagKey));
      const added = typed.split(",").flatMap((part) => {
        const tag = readTag(part);
        if (!tag || known.has(tag.key)) return [];
        known.add(tag.key);
        return tag.name;
      });
      if (added.length > 0) change([...shown, ...added]);
    },
    remove: (name: string) => change(shown.filter((tag) => tag !== name)),
  };
}
