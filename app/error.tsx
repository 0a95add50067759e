"use client";

import { words } from "@/app/_messages/en";
import { Message } from "@/app/_ui/message";

export default function ErrorPage({ error, reset }: { error: Error & { digest?: string }; reset: () => void }) {
  return (
    <Message
      title={words.error.title}
      action={
        <button
          type="button"
          onClick={reset}
          className="min-h-11 cursor-pointer rounded border border-control px-4 hover:bg-accent-soft"
        >
          {words.error.retry}
        </button>
      }
    >
      <p>{words.error.how}</p>
      {error.digest && <p className="mt-2">{words.error.number(error.digest)}</p>}
    </Message>
  );
}
