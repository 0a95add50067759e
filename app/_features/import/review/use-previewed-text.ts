"use client";

import useSWR from "swr";
import { sendJson } from "@/app/_features/request";
import { withReauthentication } from "@/app/_features/session";
import type { EditionPreview, EditionUpload, PreviewedText } from "@/lib/library/edition-schemas";

const ADDRESS = "/api/editions/preview/text";

/** The text of a previewed file. While the next text is loading, the previous one is returned. */
export function usePreviewedText(source: string, { slug, current, corrections, recognize, meta }: EditionPreview) {
  // The text depends on the file, how it was read, the corrections and the language.
  const key = JSON.stringify([ADDRESS, source, current ? slug : null, recognize, corrections, meta.language]);
  const { data, error, isLoading, mutate } = useSWR<PreviewedText, Error>(
    key,
    () => {
      const body: EditionUpload = { source, given: { language: meta.language }, slug: current ? slug : null };
      return withReauthentication(() => sendJson<PreviewedText>("POST", ADDRESS, body), "reading");
    },
    { keepPreviousData: true, revalidateOnFocus: false, revalidateOnReconnect: false, dedupingInterval: 0 },
  );
  return { text: data, error: data ? undefined : error, isLoading, retry: () => void mutate() };
}
