"use client";

import { words } from "@/app/_messages/en";
import { Button } from "@/app/_ui/button";
import { useCopyField } from "@/app/_ui/use-copy-field";

/** A link to a passage that was just made: it is shown only now. */
export function MadeLink({ link }: { link: string }) {
  const { field, status, copy } = useCopyField(link, words.share);
  return (
    <>
      <div className="mt-2 flex gap-2">
        <input
          ref={field}
          readOnly
          value={link}
          aria-label={words.share.link}
          onFocus={(event) => event.target.select()}
          className="h-11 min-w-0 flex-1 rounded border border-control bg-paper px-3 text-ink"
        />
        <Button onClick={() => void copy()} variant="primary">
          {words.share.copy}
        </Button>
      </div>
      <p role="status" className="mt-2 empty:hidden">
        {status}
      </p>
      <p className="mt-3 text-muted text-small">
        {words.share.once}{" "}
        <a href="/settings" className="text-accent underline underline-offset-2">
          {words.share.list}
        </a>
      </p>
    </>
  );
}
