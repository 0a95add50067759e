"use client";

import { useEffect, useRef, useState } from "react";
import { RequestError } from "@/app/_features/request";
import { words } from "@/app/_messages/en";
import { Button } from "@/app/_ui/button";
import { FileChoice } from "@/app/_ui/file-choice";
import { FormProblem } from "@/app/_ui/form-problem";
import { showToast } from "@/app/_ui/toasts";
import {
  type AddedEdition,
  type EditionPreview,
  type EditionUpload,
  type Given,
  type NewEdition,
  uploadLimit,
} from "@/lib/library/edition-schemas";
import { SIGNATURE_BYTES } from "@/lib/report-import/signature";
import { GivenFields } from "./given-fields";
import { Preview } from "./preview";
import { usePreviewUpload } from "./use-preview-upload";

/** What the browser offers to choose. */
const ACCEPTED =
  ".pdf,.docx,.odt,.epub,.html,.htm,.xhtml,.txt,.md,.markdown,application/pdf,application/vnd.openxmlformats-officedocument.wordprocessingml.document,application/vnd.oasis.opendocument.text,application/epub+zip,text/html,text/plain,text/markdown";

/** Chooses a file, shows what would come of it, and adds it or leaves it. */
export function Adding() {
  const adding = useAdding();
  const { chosen, given, preview, busy, problem } = adding;
  const button = useRef<HTMLButtonElement>(null);
  const heading = useRef<HTMLHeadingElement>(null);
  const isPreviewed = preview !== null;
  useEffect(() => {
    if (isPreviewed) heading.current?.focus();
  }, [isPreviewed]);

  const leave = () => {
    if (!adding.leave()) return;
    button.current?.focus();
    showToast({ title: words.add.left });
  };

  return (
    <>
      <FileChoice
        accept={ACCEPTED}
        kinds={words.add.kinds}
        hasFile={chosen !== null}
        button={button}
        onChoose={(file) => void adding.choose(file)}
        onProblem={adding.fail}
      />
      <p role="status" className="mt-4 text-muted empty:hidden">
        {busy === "reading" && chosen && words.add.reading(chosen.name)}
        {busy === "taking" && words.add.adding}
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
            {words.add.readAgain}
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

/** A file as it is sent. */
type Chosen = Pick<EditionUpload, "name" | "file">;

async function startOf(file: File): Promise<Uint8Array> {
  return new Uint8Array(await file.slice(0, SIGNATURE_BYTES).arrayBuffer());
}

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
function useAdding() {
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
      const start = await startOf(file).catch(() => null);
      if (start === null) return looked.fail({ code: "unreadable", sentence: words.add.unreadable });
      const limit = uploadLimit(file.name, start);
      if (file.size > limit.bytes) {
        const sentence = limit.isText ? words.add.tooLarge : words.add.documentTooLarge;
        return looked.fail({ code: "upload-too-large", sentence });
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
    /** Previews the same file again, as an edition of another report or with other details. */
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
