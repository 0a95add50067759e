"use client";

import { useTranslations } from "next-intl";
import { useRef, useState } from "react";
import { explain, RequestError, sendJson } from "@/app/_features/request";
import { withReauthentication } from "@/app/_features/session";
import type { Translate } from "@/app/_messages/translate";

/** The request in progress: the preview or the import. */
export type Busy = "reading" | "taking";

/** Why the request failed: an error code, and a message for the user. */
export interface Problem {
  code: string;
  sentence: string;
}

/** Endpoints for the preview and the import. */
interface Addresses {
  look: string;
  take: string;
}

/**
 * The state of a file upload with two steps, preview and import. It consists of the preview, the request in progress
 * and the last problem. The dialog can't be closed or changed during the import.
 */
export function usePreviewUpload<Sent, Preview, Taken>(addresses: Addresses) {
  const t = useTranslations();
  const [preview, setPreview] = useState<Preview | null>(null);
  const [busy, setBusy] = useState<Busy | null>(null);
  const [problem, setProblem] = useState<Problem | null>(null);
  /** The number of requests made so far, so that the response to an outdated one can be ignored. */
  const asked = useRef(0);
  /** Like `busy`, but updated synchronously. */
  const isTaking = useRef(false);

  /**
   * Previews a file. The last problem stays visible until a new one replaces it or `fail` clears it.
   *
   * @returns the preview; null if the request failed or a newer one was made
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
      setProblem(problemOf(t, error));
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
    /** Shows an error. */
    failWith: (error: unknown) => setProblem(problemOf(t, error)),
    look,
    /** Whether an import is running, or has finished but `forget` hasn't been called yet. */
    isTaking: () => isTaking.current,
    /**
     * Resets the state.
     * @returns a function that returns true until the next request is made
     */
    forget: () => {
      isTaking.current = false;
      setPreview(null);
      setBusy(null);
      setProblem(null);
      const turn = ++asked.current;
      return () => turn === asked.current;
    },
    /**
     * Imports the file.
     *
     * @param onTaken called on success; the state stays busy until `forget` is called, because another page may be
     *   loading
     * @param onRefused called with the error, which is also shown
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
        setProblem(problemOf(t, error));
        onRefused?.(error);
      }
    },
  };
}

function problemOf(t: Translate, error: unknown): Problem {
  return { code: error instanceof RequestError ? error.code : "unreachable", sentence: explain(t, error) };
}
