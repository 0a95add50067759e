"use client";

import { X } from "lucide-react";
import { useState } from "react";
import { words } from "@/app/_messages/en";
import { Button } from "@/app/_ui/button";
import { ICON_BUTTON } from "@/app/_ui/icon-button";

/** Says that the report has a later edition than the page. The page stays as it is until the reader wants the other. */
export function NewEdition({ isHere }: { isHere: boolean }) {
  const [isDismissed, setDismissed] = useState(false);
  return (
    <div role="status">
      {isHere && !isDismissed && (
        <section
          aria-label={words.newEdition.label}
          className="fixed right-4 bottom-4 z-10 flex w-[calc(var(--spacing-notes)-1.25rem)] max-w-[calc(100vw-2rem)] items-start rounded-md border border-control bg-raised py-1 pl-3 text-small shadow-md max-lg:w-md max-md:bottom-20"
        >
          <div className="flex-1 py-2.5">
            <p>{words.newEdition.text}</p>
            <Button onClick={() => window.location.reload()} className="mt-2">
              {words.newEdition.reload}
            </Button>
          </div>
          <button
            type="button"
            aria-label={words.newEdition.dismiss}
            onClick={() => setDismissed(true)}
            className={ICON_BUTTON}
          >
            <X size={18} aria-hidden />
          </button>
        </section>
      )}
    </div>
  );
}
