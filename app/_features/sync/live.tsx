"use client";

import { useRouter } from "next/navigation";
import { useEffect, useLayoutEffect, useRef, useState } from "react";
import { hasDeclined, isLeaving, loseAccess, onSignedIn, withReauthentication } from "@/app/_features/session";
import { inOwnTask } from "@/app/_ui/in-own-task";
import { askForStream, joinTabs, type LiveMessage } from "./tabs";

const listeners = new Set<(message: LiveMessage) => void>();

/**
 * Calls a function with every message from the server, as long as the page contains a `Live`. Call this hook before
 * fetching the data that the messages keep up to date. Otherwise, messages that are sent during the fetch would be
 * missed.
 */
export function useLive(listen: (message: LiveMessage) => void): void {
  const latest = useRef(listen);
  useLayoutEffect(() => {
    latest.current = listen;
  });
  useLayoutEffect(() => onLive((message) => latest.current(message)), []);
}

/**
 * Like `useLive`, but for use outside rendering.
 * @returns a function that unsubscribes
 */
export function onLive(listener: (message: LiveMessage) => void): () => void {
  listeners.add(listener);
  return () => void listeners.delete(listener);
}

interface LiveProps {
  /** The signed-in user's email. */
  email: string;
  /** The position that the event log had before the page was rendered. */
  position: string;
}

/**
 * Connects a page to the live stream, which all users of `useLive` share. Each page has one in its header, beside the
 * dialog for signing in again.
 */
export function Live({ email, position: given }: LiveProps) {
  // Keep the first position, because switching to a newer one on a re-render would skip messages.
  const [position] = useState(given);
  const router = useRouter();
  useEffect(
    () =>
      inOwnTask(() => {
        let isSignedOut = false;
        /**
         * Asks the user to sign in again, but only on a visible page, because they may already have done so in another tab.
         * It doesn't ask them while they are typing either, because their keystrokes would go to the dialog. If they save
         * something, they are asked then.
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
            if (message.event === "rights" || message.event === "report") router.refresh();
            for (const listen of listeners) listen(message);
          },
          onSignedOut: (isRemoved) => {
            if (isRemoved) return void loseAccess(email);
            isSignedOut = true;
            // A save may already have asked the user to sign in.
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
          // Closing the sign-in dialog also moves the focus. Users who have declined must not be asked again.
          const isAsked = target instanceof Element && target.closest('[role="dialog"]:not([data-keys])');
          // At `focusout`, the new element doesn't have focus yet.
          if (!isAsked && isTyping(target) && !isTyping(relatedTarget)) setTimeout(ask);
        };
        document.addEventListener("focusout", stopTyping);
        return () => {
          endListening();
          document.removeEventListener("visibilitychange", ask);
          document.removeEventListener("focusout", stopTyping);
          tabs.leave();
        };
      }),
    [email, position, router],
  );
  return null;
}

function isTyping(target: EventTarget | null): boolean {
  return target instanceof HTMLInputElement || target instanceof HTMLTextAreaElement;
}
