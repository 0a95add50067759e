"use client";

import { useRef, useState } from "react";
import { explain } from "@/app/ui/explain";
import { RequestError, sendJson } from "@/app/ui/fetch-json";
import { whileSignedIn } from "@/app/ui/sign-in-again";
import { words } from "@/app/words/en";
import {
  type AddedEdition,
  type EditionPreview,
  type EditionUpload,
  type Given,
  MAX_UPLOAD,
} from "@/lib/library/edition-schemas";

/** A file as it is sent. */
type Chosen = Pick<EditionUpload, "name" | "file">;

interface Problem {
  code: string;
  sentence: string;
}

/** What is being done: the file is read, or added. */
type Busy = "reading" | "adding";

async function toBase64(file: File): Promise<string> {
  const url = await new Promise<string>((resolve, reject) => {
    const reader = new FileReader();
    reader.onload = () => resolve(String(reader.result));
    reader.onerror = () => reject(reader.error);
    reader.readAsDataURL(file);
  });
  return url.slice(url.indexOf(",") + 1);
}

function problemOf(error: unknown): Problem {
  return { code: error instanceof RequestError ? error.code : "unreachable", sentence: explain(error) };
}

/** A file on its way to become an edition: chosen, looked at, and added or left. What was given beside it survives every failure. */
export function useAdding() {
  const [chosen, setChosen] = useState<Chosen | null>(null);
  const [given, setGiven] = useState<Given>({});
  const [preview, setPreview] = useState<EditionPreview | null>(null);
  const [busy, setBusy] = useState<Busy | null>(null);
  const [problem, setProblem] = useState<Problem | null>(null);
  /** Counts what was asked, so that the answer to an older question is not shown. */
  const asked = useRef(0);

  const look = async (file: Chosen, beside: Given, slug: string | null) => {
    const turn = ++asked.current;
    setBusy("reading");
    try {
      const body: EditionUpload = { ...file, given: beside, slug };
      const answer = await whileSignedIn(() => sendJson<EditionPreview>("POST", "/api/editions/preview", body));
      if (turn === asked.current) setPreview(answer);
    } catch (error) {
      if (turn !== asked.current) return;
      setPreview(null);
      setProblem(problemOf(error));
    } finally {
      if (turn === asked.current) setBusy(null);
    }
  };

  return {
    chosen,
    given,
    preview,
    busy,
    problem,
    give: (change: Given) => setGiven({ ...given, ...change }),
    fail: (sentence: string) => setProblem({ code: "choice", sentence }),
    choose: async (file: File) => {
      setProblem(null);
      if (file.size > MAX_UPLOAD) return setProblem({ code: "upload-too-large", sentence: words.add.tooLarge });
      const base64 = await toBase64(file).catch(() => null);
      if (base64 === null) return setProblem({ code: "unreadable", sentence: words.add.unreadable });
      const next = { name: file.name, file: base64 };
      setChosen(next);
      setGiven({});
      setPreview(null);
      await look(next, {}, null);
    },
    /** Looks at the same file again, as an edition of another report or with what was given meanwhile. */
    lookAgain: async (slug: string | null) => {
      setProblem(null);
      if (chosen) await look(chosen, given, slug);
    },
    accept: async (slug: string) => {
      if (!chosen || !preview || busy) return;
      setProblem(null);
      setBusy("adding");
      try {
        const after = slug === preview.slug ? (preview.current?.hash ?? null) : null;
        const body = { ...chosen, given, slug, after };
        const added = await whileSignedIn(() => sendJson<AddedEdition>("POST", "/api/editions", body));
        // Stays busy: the report is coming.
        window.location.assign(`/r/${added.slug}`);
      } catch (error) {
        setBusy(null);
        setProblem(problemOf(error));
        if (error instanceof RequestError && error.status === 409) await look(chosen, given, slug);
      }
    },
    leave: () => {
      asked.current++;
      setChosen(null);
      setPreview(null);
      setBusy(null);
      setProblem(null);
    },
  };
}
