"use client";

import type { MouseEvent } from "react";
import { useState } from "react";
import { explain } from "@/app/_features/request";
import { requireConfirmation } from "@/app/_features/session";
import { words } from "@/app/_messages/en";
import { Section } from "@/app/_ui/section";

const ADDRESS = "/api/me/export";

/** Everything of a person's, to be kept elsewhere. */
export function YourData() {
  const text = words.account;
  const [problem, setProblem] = useState("");
  const download = async (event: MouseEvent) => {
    event.preventDefault();
    setProblem("");
    try {
      await requireConfirmation();
      window.location.assign(ADDRESS);
    } catch (error) {
      setProblem(explain(error));
    }
  };
  return (
    <Section title={text.dataTitle} lead={text.dataLead}>
      <a
        href={ADDRESS}
        download
        onClick={(event) => void download(event)}
        className="inline-flex min-h-11 items-center rounded border border-control px-4 hover:bg-accent-soft"
      >
        {text.download}
      </a>
      <p role="alert" className="mt-4 text-danger empty:hidden">
        {problem}
      </p>
    </Section>
  );
}
