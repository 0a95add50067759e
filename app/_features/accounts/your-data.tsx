"use client";

import type { MouseEvent } from "react";
import { useState } from "react";
import { explain } from "@/app/_features/request";
import { requireConfirmation } from "@/app/_features/session";
import { words } from "@/app/_messages/en";
import { buttonClass } from "@/app/_ui/button";
import { FormProblem } from "@/app/_ui/form-problem";
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
      <a href={ADDRESS} download onClick={(event) => void download(event)} className={buttonClass("secondary")}>
        {text.download}
      </a>
      <FormProblem>{problem}</FormProblem>
    </Section>
  );
}
