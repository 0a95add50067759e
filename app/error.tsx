"use client";

import { words } from "@/app/_messages/en";
import { Button } from "@/app/_ui/button";
import { Message } from "@/app/_ui/message";

export default function ErrorPage({ error, reset }: { error: Error & { digest?: string }; reset: () => void }) {
  return (
    <Message title={words.error.title} action={<Button onClick={reset}>{words.error.retry}</Button>}>
      <p>{words.error.how}</p>
      {error.digest && <p className="mt-2">{words.error.number(error.digest)}</p>}
    </Message>
  );
}
