"use client";

import { useEffect, useRef } from "react";
import { words } from "@/app/_messages/en";
import { Button } from "@/app/_ui/button";
import { FileChoice } from "@/app/_ui/file-choice";
import { FormProblem } from "@/app/_ui/form-problem";
import { showToast } from "@/app/_ui/toasts";
import { isPdfName } from "@/lib/library/edition-schemas";
import { GivenFields } from "./given-fields";
import { Preview } from "./preview";
import { useAdding } from "./use-adding";

/** Chooses a file, shows what would come of it, and adds it or leaves it. */
export function Adding() {
  const adding = useAdding();
  const { chosen, given, preview, busy, problem } = adding;
  const button = useRef<HTMLButtonElement>(null);
  const heading = useRef<HTMLHeadingElement>(null);
  const isPreviewed = preview !== null;
  useEffect(() => {
    if (isPreviewed) heading.current?.focus();
  }, [isPreviewed]);

  const leave = () => {
    if (!adding.leave()) return;
    button.current?.focus();
    showToast({ title: words.add.left });
  };

  return (
    <>
      <FileChoice
        accept=".pdf,.txt,.md,.markdown,application/pdf,text/plain,text/markdown"
        kinds={words.add.kinds}
        hasFile={chosen !== null}
        button={button}
        onChoose={(file) => void adding.choose(file)}
        onProblem={adding.fail}
      />
      <p role="status" className="mt-4 text-muted empty:hidden">
        {busy === "reading" && chosen && words.add.reading(chosen.name)}
        {busy === "taking" && words.add.adding}
      </p>
      <FormProblem>{problem?.sentence}</FormProblem>
      {problem?.code === "upload-title" && chosen && (
        <form
          className="mt-4 max-w-md"
          onSubmit={(event) => {
            event.preventDefault();
            void adding.lookAgain(null);
          }}
        >
          <GivenFields fields={["title"]} given={given} onGive={adding.give} />
          <Button type="submit" variant="primary" className="mt-4">
            {words.add.readAgain}
          </Button>
        </form>
      )}
      {preview && chosen && (
        <Preview
          key={`${chosen.name} ${preview.slug}`}
          heading={heading}
          preview={preview}
          isPdf={isPdfName(chosen.name)}
          given={given}
          isBusy={busy !== null}
          onGive={adding.give}
          onWhich={(slug) => void adding.lookAgain(slug)}
          onAccept={(slug) => void adding.accept(slug)}
          onLeave={leave}
        />
      )}
    </>
  );
}
