"use client";

import { useTranslations } from "next-intl";
import { useEffect, useRef, useState } from "react";
import { explain, RequestError } from "@/app/_features/request";
import type { Translate } from "@/app/_messages/translate";
import { showToast } from "@/app/_ui/toasts";
import type { NewAccess } from "@/lib/library/access-schemas";
import type { AddedEdition, EditionPreview, EditionUpload, Given, NewEdition } from "@/lib/library/edition-schemas";
import type { ImportJobView } from "@/lib/library/import-jobs/schemas";
import type { Correction } from "@/lib/report-import/corrections/schemas";
import type { Recognition } from "@/lib/report-import/recognition";
import { SIGNATURE_BYTES, type Signature, signatureOf } from "@/lib/report-import/signature";
import { isTextTooLarge } from "@/lib/report-import/text-size";
import { isPdf, useImportJobs } from "./use-import-jobs";
import { type Problem, usePreviewUpload } from "./use-preview-upload";
import { MEGABYTE, useUploads } from "./use-uploads";

/** A PDF that is being uploaded, or was uploaded from this page. */
interface LocalFile {
  key: string;
  file: File;
}

/** Checks a file before uploading it: returns an error code and message, or its kind if it is accepted. */
async function check(t: Translate, file: File, maxBytes: number): Promise<Problem | Signature> {
  const start = await file
    .slice(0, SIGNATURE_BYTES)
    .arrayBuffer()
    .catch(() => null);
  if (start === null) return { code: "unreadable", sentence: t("add.unreadable") };
  if (isTextTooLarge(file.name, new Uint8Array(start), file.size)) {
    return { code: "upload-too-large", sentence: t("add.textTooLarge") };
  }
  if (file.size <= maxBytes) return signatureOf(file.name, new Uint8Array(start));
  return { code: "upload-too-large", sentence: t("add.fileTooLarge", { megabytes: maxBytes / MEGABYTE }) };
}

/**
 * The state of the page for adding reports. Files are uploaded and read in the background, and one at a time is opened
 * to be previewed and added. Entered details survive every failure.
 *
 * @param initial id of the import job to open first
 */
export function useAdding(maxBytes: number, initial: string | null) {
  const t = useTranslations();
  const imports = useImportJobs();
  const uploads = useUploads();
  const [openedId, setOpenedId] = useState(initial);
  /** The PDF that is opened as soon as it has been uploaded. */
  const [sending, setSending] = useState<LocalFile | null>(null);
  /** PDFs by the ids of their sources, so that their pages don't have to be downloaded. */
  const [locals, setLocals] = useState<ReadonlyMap<string, LocalFile>>(new Map());
  const [given, setGiven] = useState<Given>({});
  const looked = usePreviewUpload<EditionUpload, EditionPreview, AddedEdition>({
    look: "/api/editions/preview",
    take: "/api/editions",
  });
  const { preview, busy, problem } = looked;
  const opened = imports.jobs?.find(({ id }) => id === openedId) ?? null;
  const [isCorrecting, setCorrecting] = useState(false);
  const [keepsPdf, setKeepsPdf] = useState(true);
  /**
   * The number of times that a job was opened, so that an upload is opened automatically only if nothing else has been
   * opened since.
   */
  const openings = useRef(0);
  const fileCount = useRef(0);
  const [opening, setOpening] = useState(0);

  /** The report that the opened file is previewed for, so that reading the file again doesn't change it. */
  const chosenSlug = useRef<string | null>(null);

  /** Prefills the form with the details of the previous edition. */
  const look = async (source: string, asked: Given, slug: string | null, keepPdf = keepsPdf) => {
    const answer = await looked.look({ source, given: asked, slug, keepPdf });
    if (!answer) return;
    setGiven({ ...answer.inherited, ...asked });
    const inherited = answer.recognize?.inherited;
    if (!inherited) return;
    chosenSlug.current = answer.slug;
    showToast({ title: t(`add.recognize.inherited.${inherited}`) });
    await restart(source, asked, inherited);
  };
  const restart = async (source: string, details: Given, recognize?: Recognition) => {
    looked.forget();
    try {
      await imports.start({ source, given: details, ...(recognize && { recognize }) });
      countOpening();
    } catch (error) {
      looked.failWith(error);
    }
  };
  const countOpening = () => {
    openings.current += 1;
    setOpening(openings.current);
  };
  const open = (job: ImportJobView | null) => {
    countOpening();
    looked.forget();
    chosenSlug.current = null;
    setSending(null);
    setOpenedId(job?.id ?? null);
    setGiven(job?.given ?? {});
    setKeepsPdf(true);
  };

  // When the opened file has been read, its preview is requested.
  const isReady = opened?.state === "done";
  const previewed = useRef(-1);
  const readOpened = useRef(() => {});
  useEffect(() => {
    readOpened.current = () => {
      if (opened) void look(opened.source, { ...opened.given, ...given }, chosenSlug.current);
    };
  });
  useEffect(() => {
    if (!isReady || previewed.current === opening) return;
    previewed.current = opening;
    readOpened.current();
  }, [isReady, opening]);
  const { notice } = imports;
  useEffect(() => {
    if (opened && (opened.state === "done" || opened.state === "failed")) notice(opened);
  }, [opened, notice]);

  const discard = async (job: ImportJobView): Promise<boolean> => {
    if (looked.isTaking()) return false;
    if (job.id === openedId) open(null);
    try {
      await imports.discard(job.id);
      return true;
    } catch (error) {
      looked.failWith(error);
      return false;
    }
  };

  const send = async (file: File, kind: Signature, isOpening: () => boolean) => {
    const local = kind === "pdf" ? { key: `file ${++fileCount.current}`, file } : null;
    if (isOpening()) setSending(local);
    try {
      const source = await uploads.send(file);
      if (local) setLocals((all) => new Map(all).set(source.id, local));
      const job = await imports.start({ source: source.id, given: {} }).catch((error: unknown) => {
        uploads.discard(source);
        throw error;
      });
      if (isOpening()) open(job);
    } catch (error) {
      setSending((current) => (current === local ? null : current));
      if (!uploads.isCancelled(error)) looked.failWith(error);
    }
  };

  const local = sending ?? (opened && locals.get(opened.source)) ?? null;
  const hasPages = local !== null || (opened !== null && isPdf(opened));
  /** Whether a file is being read, or its preview is about to be shown. */
  const isOnTheWay = opened ? opened.state !== "failed" && !problem : sending !== null;

  return {
    uploads: uploads.uploads,
    imports,
    opened,
    /** The open file, or the one that is being uploaded, if it is a PDF that was chosen on this page. */
    local: local?.file ?? null,
    /** Whether to show the preview of the open file, or its pages while it is being read. */
    isShown: (opened !== null && preview !== null) || (hasPages && isOnTheWay),
    /** Identifies the file in the preview from the time when it is uploaded. */
    shownKey: local?.key ?? opened?.id,
    /**
     * Whether the open job no longer exists. While a report is being added, its job disappears as well, but that
     * doesn't count.
     */
    isGone: openedId !== null && imports.jobs !== undefined && opened === null && busy !== "taking",
    given,
    keepsPdf,
    preview,
    busy,
    problem:
      problem ??
      (opened?.state === "failed" && opened.problem
        ? { code: opened.problem.code, sentence: explain(t, opened.problem) }
        : null),
    /** Whether corrections are being applied. */
    isCorrecting,
    cancelUpload: uploads.cancel,
    give: (change: Given) => setGiven({ ...given, ...change }),
    fail: (sentence: string) => looked.fail({ code: "choice", sentence }),
    open: (job: ImportJobView) => {
      if (!looked.isTaking()) open(job);
    },
    discard,
    /** Uploads files. If there is only one, it is opened once it has been read. */
    choose: async (files: readonly File[]) => {
      if (looked.isTaking()) return;
      // The user has already seen why the file failed.
      if (opened?.state === "failed") await discard(opened);
      open(null);
      const own = openings.current;
      for (const file of files) {
        const checked = await check(t, file, maxBytes);
        if (typeof checked === "string") {
          void send(file, checked, () => files.length === 1 && openings.current === own);
        } else if (files.length === 1) looked.fail(checked);
        else {
          const sentence = t("add.refusedNamed", { name: file.name, reason: checked.sentence });
          looked.fail({ ...checked, sentence });
        }
      }
    },
    /** Reads the open file again, now that its title is known, or in another way. */
    readAgain: async (recognize?: Recognition) => {
      if (!opened || looked.isTaking()) return;
      chosenSlug.current = preview?.current ? preview.slug : null;
      await restart(opened.source, given, recognize);
    },
    /** Previews the open file as an edition of another report. */
    lookAgain: async (slug: string | null) => {
      if (!opened || looked.isTaking()) return;
      looked.fail(null);
      await look(opened.source, given, slug);
    },
    /** Keeps the current edition's PDF or not, and previews what that means for areas on its pages. */
    keepPdf: async (keepPdf: boolean) => {
      if (!opened || !preview || looked.isTaking()) return;
      setKeepsPdf(keepPdf);
      await look(opened.source, given, preview.slug, keepPdf);
    },
    /**
     * Replaces the corrections to the open file.
     *
     * @returns the preview afterwards; null if the request failed, in which case the corrections are unchanged
     */
    correct: async (corrections: Correction[]): Promise<EditionPreview | null> => {
      if (!opened || !preview || looked.isTaking()) return null;
      const { id, source } = opened;
      const replace = (all: Correction[]) => imports.correct(id, { corrections: all });
      const asked = { source, given, slug: preview.slug, keepPdf: keepsPdf };
      looked.fail(null);
      setCorrecting(true);
      try {
        await replace(corrections);
        const answer = await looked.look(asked);
        if (answer) return answer;
        await replace(preview.corrections.map(({ correction }) => correction));
        await looked.look(asked);
      } catch (error) {
        looked.failWith(error);
      } finally {
        setCorrecting(false);
      }
      return null;
    },
    /**
     * @param comments whether the comments in the file become notes
     * @param access who can read a new report; undefined for the default
     */
    accept: async (slug: string, comments: boolean, access?: NewAccess) => {
      if (!opened || !preview) return;
      const { source } = opened;
      const after = slug === preview.slug ? (preview.current?.hash ?? null) : null;
      const wanted: NewEdition = { source, given, slug, after, comments, keepPdf: keepsPdf, ...(access && { access }) };
      await looked.take(
        wanted,
        (added) => window.location.assign(`/r/${added.slug}`),
        (error) => {
          if (error instanceof RequestError && error.status === 409) void look(source, given, slug);
        },
      );
    },
  };
}
