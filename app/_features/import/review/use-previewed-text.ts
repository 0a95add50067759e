"use client";

import useSWR from "swr";
import { sendJson } from "@/app/_features/request";
import { withReauthentication } from "@/app/_features/session";
import type { EditionPreview, EditionUpload, PreviewedText } from "@/lib/library/edition-schemas";

const ADDRESS = "/api/editions/preview/text";

/**
 * The text of a previewed file. While the next text is loading, the previous one is returned, unless the file has been
 * read again.
 *
 * @param source id of the source; null until it has been uploaded
 * @param preview null until the file has been read
 */
export function usePreviewedText(source: string | null, preview: EditionPreview | null) {
  const readAs = preview?.recognize?.read;
  const { data, error, mutate } = useSWR<{ text: PreviewedText; readAs: typeof readAs }, Error>(
    source && preview && keyOf(source, preview),
    async () => {
      if (!source || !preview) throw new Error("The file has not been read yet.");
      const { meta, current, slug } = preview;
      const body: EditionUpload = { source, given: { language: meta.language }, slug: current ? slug : null };
      const text = await withReauthentication(() => sendJson<PreviewedText>("POST", ADDRESS, body), "reading");
      return { text, readAs };
    },
    { keepPreviousData: true, revalidateOnFocus: false, revalidateOnReconnect: false, dedupingInterval: 0 },
  );
  const text = preview && data?.readAs === readAs ? data?.text : undefined;
  return { text, error: text ? undefined : error, retry: () => void mutate() };
}

/** The text depends on the file, how it was read, the corrections and the language. */
function keyOf(source: string, { slug, current, corrections, recognize, meta }: EditionPreview): string {
  return JSON.stringify([ADDRESS, source, current ? slug : null, recognize, corrections, meta.language]);
}
