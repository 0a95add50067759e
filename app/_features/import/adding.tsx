"use client";

import { useTranslations } from "next-intl";

import { useEffect, useRef, useState } from "react";
import { RequestError } from "@/app/_features/request";
import type { Translate } from "@/app/_messages/translate";
import { Button } from "@/app/_ui/button";
import { FileChoice } from "@/app/_ui/file-choice";
import { FormProblem } from "@/app/_ui/form-problem";
import { showToast } from "@/app/_ui/toasts";
import {
  type AddedEdition,
  type EditionPreview,
  type EditionUpload,
  type Given,
  isTextTooLarge,
  type NewEdition,
} from "@/lib/library/edition-schemas";
import { SIGNATURE_BYTES } from "@/lib/report-import/signature";
import type { UploadedSource } from "@/lib/sources/schemas";
import { GivenFields } from "./given-fields";
import { Preview } from "./preview";
import { UploadProgress } from "./upload-progress";
import { usePreviewUpload } from "./use-preview-upload";
import { useSourceUpload } from "./use-source-upload";

const MEGABYTE = 1024 * 1024;

/** File types for the file picker. */
const ACCEPTED =
  ".pdf,.docx,.odt,.epub,.html,.htm,.xhtml,.txt,.md,.markdown,application/pdf,application/vnd.openxmlformats-officedocument.wordprocessingml.document,application/vnd.oasis.opendocument.text,application/epub+zip,text/html,text/plain,text/markdown";

/**
 * Adds a report from a file: choose, preview, then add or cancel.
 *
 * @param props.maxBytes the server's maximum file size
 */
export function Adding({ maxBytes }: { maxBytes: number }) {
  const t = useTranslations();
  const adding = useAdding(maxBytes);
  const { uploading, chosen, given, preview, busy, problem } = adding;
  const button = useRef<HTMLButtonElement>(null);
  const heading = useRef<HTMLHeadingElement>(null);
  const isPreviewed = preview !== null;
  useEffect(() => {
    if (isPreviewed) heading.current?.focus();
  }, [isPreviewed]);

  const leave = () => {
    if (!adding.leave()) return;
    button.current?.focus();
    showToast({ title: t("add.left") });
  };

  return (
    <>
      <FileChoice
        accept={ACCEPTED}
        kinds={t("add.kinds", { megabytes: maxBytes / MEGABYTE })}
        hasFile={chosen !== null}
        button={button}
        onChoose={(file) => void adding.choose(file)}
        onProblem={adding.fail}
      />
      {uploading && (
        <UploadProgress
          {...uploading}
          onCancel={() => {
            adding.cancelUpload();
            button.current?.focus();
            showToast({ title: t("add.uploadCancelled") });
          }}
        />
      )}
      <p role="status" className="mt-4 text-muted empty:hidden">
        {busy === "reading" && chosen && t("add.reading", { file: chosen.name })}
        {busy === "taking" && t("add.adding")}
      </p>
      <FormProblem>{problem?.sentence}</FormProblem>
      {problem?.code === "upload-title" && chosen && (
        <form
          className="mt-4 max-w-md"
          onSubmit={(event) => {
            event.preventDefault();
            void adding.lookAgain(null);
          }}
        >
          <GivenFields fields={["title"]} given={given} onGive={adding.give} />
          <Button type="submit" variant="primary" className="mt-4">
            {t("add.readAgain")}
          </Button>
        </form>
      )}
      {preview && chosen && (
        <Preview
          key={`${chosen.name} ${preview.slug}`}
          heading={heading}
          preview={preview}
          given={given}
          isBusy={busy !== null}
          onGive={adding.give}
          onWhich={(slug) => void adding.lookAgain(slug)}
          onAccept={(slug) => void adding.accept(slug)}
          onLeave={leave}
        />
      )}
    </>
  );
}

async function startOf(file: File): Promise<Uint8Array> {
  return new Uint8Array(await file.slice(0, SIGNATURE_BYTES).arrayBuffer());
}

/** Checks a file before uploading it: returns an error code and message, or null if it is accepted. */
async function whyNot(t: Translate, file: File, maxBytes: number) {
  const start = await startOf(file).catch(() => null);
  if (start === null) return { code: "unreadable", sentence: t("add.unreadable") };
  if (isTextTooLarge(file.name, start, file.size)) {
    return { code: "upload-too-large", sentence: t("add.textTooLarge") };
  }
  if (file.size <= maxBytes) return null;
  return { code: "upload-too-large", sentence: t("add.fileTooLarge", { megabytes: maxBytes / MEGABYTE }) };
}

/** The state of adding a file as an edition: uploaded, previewed, and added or cancelled. Entered details survive every failure. */
function useAdding(maxBytes: number) {
  const t = useTranslations();
  const [chosen, setChosen] = useState<UploadedSource | null>(null);
  const [given, setGiven] = useState<Given>({});
  const upload = useSourceUpload();
  const looked = usePreviewUpload<EditionUpload, EditionPreview, AddedEdition>({
    look: "/api/editions/preview",
    take: "/api/editions",
  });
  const { preview, busy, problem } = looked;
  /** Prefills the form with the details of the previous edition. */
  const look = async (source: string, asked: Given, slug: string | null) => {
    const answer = await looked.look({ source, given: asked, slug });
    if (answer) setGiven({ ...answer.inherited, ...asked });
  };
  const drop = () => {
    if (chosen) upload.discard(chosen);
    setChosen(null);
    setGiven({});
  };

  return {
    uploading: upload.progress,
    chosen,
    given,
    preview,
    busy,
    problem,
    cancelUpload: upload.cancel,
    give: (change: Given) => setGiven({ ...given, ...change }),
    fail: (sentence: string) => looked.fail({ code: "choice", sentence }),
    choose: async (file: File) => {
      if (looked.isTaking()) return;
      upload.cancel();
      const isLatest = looked.forget();
      const refused = await whyNot(t, file, maxBytes);
      if (!isLatest()) return;
      if (refused) return looked.fail(refused);
      drop();
      try {
        const source = await upload.send(file);
        if (!isLatest()) return upload.discard(source);
        setChosen(source);
        await look(source.id, {}, null);
      } catch (error) {
        if (isLatest() && !upload.isCancelled(error)) looked.failWith(error);
      }
    },
    /** Previews the same file again, as an edition of another report or with other details. */
    lookAgain: async (slug: string | null) => {
      if (!chosen || looked.isTaking()) return;
      looked.fail(null);
      await look(chosen.id, given, slug);
    },
    accept: async (slug: string) => {
      if (!chosen || !preview) return;
      const after = slug === preview.slug ? (preview.current?.hash ?? null) : null;
      const wanted: NewEdition = { source: chosen.id, given, slug, after };
      await looked.take(
        wanted,
        (added) => window.location.assign(`/r/${added.slug}`),
        (error) => {
          if (error instanceof RequestError && error.status === 409) void look(chosen.id, given, slug);
        },
      );
    },
    /** @returns whether it was cancelled; once adding has started, it can't be */
    leave: () => {
      if (looked.isTaking()) return false;
      drop();
      looked.forget();
      return true;
    },
  };
}
