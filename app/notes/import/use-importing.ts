"use client";

import { useRef, useState } from "react";
import { explain } from "@/app/ui/explain";
import { sendJson } from "@/app/ui/fetch-json";
import { whileSignedIn } from "@/app/ui/sign-in-again";
import { words } from "@/app/words/en";
import { type ImportFile, type ImportOutcome, MAX_IMPORT } from "@/lib/sharing/exchange/schemas";

/** What the person chooses beside the file. */
export type ImportChoice = Pick<ImportFile, "report" | "visibility">;

/** What is being done: the file is read, or imported. */
export type Busy = "reading" | "importing";

/** A file of annotations on its way: chosen, looked at, and imported or left. */
export function useImporting() {
  const [file, setFile] = useState<{ name: string; text: string } | null>(null);
  const [choice, setChoice] = useState<ImportChoice>({ report: null, visibility: "file" });
  const [preview, setPreview] = useState<ImportOutcome | null>(null);
  const [done, setDone] = useState<ImportOutcome | null>(null);
  const [busy, setBusy] = useState<Busy | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  /** Counts what was asked, so that the answer to an older question is not shown. */
  const asked = useRef(0);

  const look = async (text: string, beside: ImportChoice) => {
    const turn = ++asked.current;
    setBusy("reading");
    setProblem(null);
    try {
      const body: ImportFile = { text, ...beside };
      const answer = await whileSignedIn(() => sendJson<ImportOutcome>("POST", "/api/imports/preview", body));
      if (turn === asked.current) setPreview(answer);
    } catch (error) {
      if (turn !== asked.current) return;
      setPreview(null);
      setProblem(explain(error));
    } finally {
      if (turn === asked.current) setBusy(null);
    }
  };

  /** Forgets the file, and what was asked about it. @returns the number of what is asked next */
  const forget = () => {
    setFile(null);
    setPreview(null);
    setBusy(null);
    setProblem(null);
    return ++asked.current;
  };

  return {
    file,
    choice,
    preview,
    done,
    busy,
    problem,
    fail: setProblem,
    /** @returns whether it was left: what is being imported cannot be any more */
    leave: () => {
      if (busy === "importing") return false;
      forget();
      return true;
    },
    choose: async (chosen: File) => {
      if (busy === "importing") return;
      const turn = forget();
      setDone(null);
      if (chosen.size > MAX_IMPORT) return setProblem(words.imports.tooLarge);
      const text = await chosen.text().catch(() => null);
      if (turn !== asked.current) return;
      if (text === null) return setProblem(words.add.unreadable);
      setFile({ name: chosen.name, text });
      await look(text, choice);
    },
    change: async (change: Partial<ImportChoice>) => {
      if (busy === "importing") return;
      const next = { ...choice, ...change };
      setChoice(next);
      if (file) await look(file.text, next);
    },
    accept: async () => {
      if (!file || busy) return;
      setBusy("importing");
      setProblem(null);
      try {
        const body: ImportFile = { text: file.text, ...choice };
        const answer = await whileSignedIn(() => sendJson<ImportOutcome>("POST", "/api/imports", body));
        forget();
        setDone(answer);
      } catch (error) {
        setProblem(explain(error));
        setBusy(null);
      }
    },
  };
}
