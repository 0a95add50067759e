"use client";

import { useState } from "react";
import { RequestError } from "@/app/_features/request";
import { words } from "@/app/_messages/en";
import {
  type AddedEdition,
  type EditionPreview,
  type EditionUpload,
  type Given,
  isPdfName,
  MAX_PDF_UPLOAD,
  MAX_UPLOAD,
  type NewEdition,
} from "@/lib/library/edition-schemas";
import { usePreviewUpload } from "./use-preview-upload";

/** A file as it is sent. */
type Chosen = Pick<EditionUpload, "name" | "file">;

async function toBase64(file: File): Promise<string> {
  const url = await new Promise<string>((resolve, reject) => {
    const reader = new FileReader();
    reader.onload = () => resolve(String(reader.result));
    reader.onerror = () => reject(reader.error);
    reader.readAsDataURL(file);
  });
  return url.slice(url.indexOf(",") + 1);
}

/** A file on its way to become an edition: chosen, looked at, and added or left. What was given beside it survives every failure. */
export function useAdding() {
  const [chosen, setChosen] = useState<Chosen | null>(null);
  const [given, setGiven] = useState<Given>({});
  const looked = usePreviewUpload<EditionUpload, EditionPreview, AddedEdition>({
    look: "/api/editions/preview",
    take: "/api/editions",
  });
  const { preview, busy, problem } = looked;
  /** The form starts with what the edition before says, to be kept or changed. */
  const look = async (upload: EditionUpload) => {
    const answer = await looked.look(upload);
    if (answer) setGiven({ ...answer.inherited, ...upload.given });
  };

  return {
    chosen,
    given,
    preview,
    busy,
    problem,
    give: (change: Given) => setGiven({ ...given, ...change }),
    fail: (sentence: string) => looked.fail({ code: "choice", sentence }),
    choose: async (file: File) => {
      if (looked.isTaking()) return;
      const isPdf = isPdfName(file.name);
      if (file.size > (isPdf ? MAX_PDF_UPLOAD : MAX_UPLOAD)) {
        return looked.fail({ code: "upload-too-large", sentence: isPdf ? words.add.pdfTooLarge : words.add.tooLarge });
      }
      const isLatest = looked.forget();
      const base64 = await toBase64(file).catch(() => null);
      if (!isLatest()) return;
      if (base64 === null) return looked.fail({ code: "unreadable", sentence: words.add.unreadable });
      const next = { name: file.name, file: base64 };
      setChosen(next);
      setGiven({});
      await look({ ...next, given: {}, slug: null });
    },
    /** Looks at the same file again, as an edition of another report or with what was given meanwhile. */
    lookAgain: async (slug: string | null) => {
      if (!chosen || looked.isTaking()) return;
      looked.fail(null);
      await look({ ...chosen, given, slug });
    },
    accept: async (slug: string) => {
      if (!chosen || !preview) return;
      const after = slug === preview.slug ? (preview.current?.hash ?? null) : null;
      const wanted: NewEdition = { ...chosen, given, slug, after };
      await looked.take(
        wanted,
        (added) => window.location.assign(`/r/${added.slug}`),
        (error) => {
          if (error instanceof RequestError && error.status === 409) void look({ ...chosen, given, slug });
        },
      );
    },
    /** @returns whether it was left: what is being added cannot be any more */
    leave: () => {
      if (looked.isTaking()) return false;
      setChosen(null);
      looked.forget();
      return true;
    },
  };
}
