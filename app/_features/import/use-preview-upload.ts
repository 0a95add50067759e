"use client";

import { useRef, useState } from "react";
import { explain, RequestError, sendJson } from "@/app/_features/request";
import { withReauthentication } from "@/app/_features/session";

/** What is being done with a file: it is looked at, or taken. */
export type Busy = "reading" | "taking";

/** Why nothing came of it: a code, and a sentence for the person. */
export interface Problem {
  code: string;
  sentence: string;
}

/** Where a file is sent to be looked at, and to be taken. */
interface Addresses {
  look: string;
  take: string;
}

/**
 * A file that the server looks at before it takes it: what would come of it, what is being done, and what went wrong. While it is being
 * taken it can neither be left nor changed.
 */
export function usePreviewUpload<Sent, Preview, Taken>(addresses: Addresses) {
  const [preview, setPreview] = useState<Preview | null>(null);
  const [busy, setBusy] = useState<Busy | null>(null);
  const [problem, setProblem] = useState<Problem | null>(null);
  /** Counts what was asked, so that the answer to an older question is not shown. */
  const asked = useRef(0);
  /** As `busy`, before the page is rendered with it. */
  const isTaking = useRef(false);

  /**
   * Looks at a file. A problem that was shown stays until another comes, or `fail` takes it away.
   *
   * @returns what would come of it; null where that is not known, or something else was asked since
   */
  const look = async (body: Sent): Promise<Preview | null> => {
    const turn = ++asked.current;
    setBusy("reading");
    try {
      const answer = await withReauthentication(() => sendJson<Preview>("POST", addresses.look, body));
      if (turn !== asked.current) return null;
      setPreview(answer);
      return answer;
    } catch (error) {
      if (turn !== asked.current) return null;
      setPreview(null);
      setProblem(problemOf(error));
      return null;
    } finally {
      if (turn === asked.current) setBusy(null);
    }
  };

  return {
    preview,
    busy,
    problem,
    fail: setProblem,
    look,
    /** Whether it is being taken, or was, and is not forgotten yet. */
    isTaking: () => isTaking.current,
    /** Forgets what was asked. @returns tells whether nothing was asked since */
    forget: () => {
      isTaking.current = false;
      setPreview(null);
      setBusy(null);
      setProblem(null);
      const turn = ++asked.current;
      return () => turn === asked.current;
    },
    /**
     * Has the file taken.
     *
     * @param onTaken called where it was; it stays busy until `forget` is called, since another page may be coming
     * @param onRefused called with the problem, which is shown
     */
    take: async (body: Sent, onTaken: (taken: Taken) => void, onRefused?: (error: unknown) => void) => {
      if (busy !== null || isTaking.current) return;
      isTaking.current = true;
      setBusy("taking");
      setProblem(null);
      try {
        const taken = await withReauthentication(() => sendJson<Taken>("POST", addresses.take, body));
        onTaken(taken);
      } catch (error) {
        isTaking.current = false;
        setBusy(null);
        setProblem(problemOf(error));
        onRefused?.(error);
      }
    },
  };
}

function problemOf(error: unknown): Problem {
  return { code: error instanceof RequestError ? error.code : "unreachable", sentence: explain(error) };
}
