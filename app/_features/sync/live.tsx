"use client";

import { useRouter } from "next/navigation";
import { useEffect, useLayoutEffect, useRef, useState } from "react";
import { hasDeclined, isLeaving, loseAccess, onSignedIn, withReauthentication } from "@/app/_features/session";
import { askForStream, joinTabs, type LiveMessage } from "./tabs";

const listeners = new Set<(message: LiveMessage) => void>();

/**
 * Calls a function with everything that the server says, as long as the page has a `Live`. Used before what it keeps up to date is
 * fetched, nothing is missed in between.
 */
export function useLive(listen: (message: LiveMessage) => void): void {
  const latest = useRef(listen);
  useLayoutEffect(() => {
    latest.current = listen;
  });
  useLayoutEffect(() => onLive((message) => latest.current(message)), []);
}

/** The same, where nothing is rendered. @returns ends it */
export function onLive(listener: (message: LiveMessage) => void): () => void {
  listeners.add(listener);
  return () => void listeners.delete(listener);
}

interface LiveProps {
  /** The person's who reads. */
  email: string;
  /** Where the log of changes was before the page was made. */
  position: string;
}

/**
 * Keeps a page in touch with what others do, for all who call `useLive`. A page has one, in its header, beside the dialog that signs in again in
 * place.
 */
export function Live({ email, position: given }: LiveProps) {
  // Where the page is made again, it goes on from where it began.
  const [position] = useState(given);
  const router = useRouter();
  useEffect(() => {
    let isSignedOut = false;
    /**
     * Only where the page is seen, since the person may have signed in elsewhere by then; and not while they type, who would go on
     * typing into the dialog. What they save asks by itself.
     */
    const ask = () => {
      if (!isSignedOut || isLeaving() || document.visibilityState !== "visible" || isTyping(document.activeElement))
        return;
      void withReauthentication(askForStream, "reading").then(goOn, () => undefined);
    };
    const tabs = joinTabs({
      email,
      position,
      hear: (message) => {
        isSignedOut = false;
        if (message.event === "rights") router.refresh();
        for (const listen of listeners) listen(message);
      },
      onSignedOut: (isRemoved) => {
        if (isRemoved) return void loseAccess(email);
        isSignedOut = true;
        // A save may have asked before.
        if (!hasDeclined()) ask();
      },
    });
    const goOn = () => {
      isSignedOut = false;
      tabs.signedIn();
    };
    const endListening = onSignedIn(goOn);
    document.addEventListener("visibilitychange", ask);
    const stopTyping = ({ target, relatedTarget }: FocusEvent) => {
      // Who would not sign in is not asked again because that dialog closes.
      const isAsked = target instanceof Element && target.closest('[role="dialog"]:not([data-keys])');
      // The focus has not moved on yet.
      if (!isAsked && isTyping(target) && !isTyping(relatedTarget)) setTimeout(ask);
    };
    document.addEventListener("focusout", stopTyping);
    return () => {
      endListening();
      document.removeEventListener("visibilitychange", ask);
      document.removeEventListener("focusout", stopTyping);
      tabs.leave();
    };
  }, [email, position, router]);
  return null;
}

function isTyping(target: EventTarget | null): boolean {
  return target instanceof HTMLInputElement || target instanceof HTMLTextAreaElement;
}
