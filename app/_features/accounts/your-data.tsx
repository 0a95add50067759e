"use client";

import { useTranslations } from "next-intl";
import type { MouseEvent } from "react";
import { useState } from "react";
import { explain } from "@/app/_features/request";
import { requireConfirmation } from "@/app/_features/session";
import { buttonClass } from "@/app/_ui/button";
import { FormProblem } from "@/app/_ui/form-problem";
import { Section } from "@/app/_ui/section";

const ADDRESS = "/api/me/export";

/** Exports all of the user's data. */
export function YourData() {
  const t = useTranslations();
  const [problem, setProblem] = useState("");
  const download = async (event: MouseEvent) => {
    event.preventDefault();
    setProblem("");
    try {
      await requireConfirmation(t);
      window.location.assign(ADDRESS);
    } catch (error) {
      setProblem(explain(t, error));
    }
  };
  return (
    <Section id="data" title={t("account.dataTitle")} lead={t("account.dataLead")}>
      <a href={ADDRESS} download onClick={(event) => void download(event)} className={buttonClass("secondary")}>
        {t("account.download")}
      </a>
      <FormProblem>{problem}</FormProblem>
    </Section>
  );
}
