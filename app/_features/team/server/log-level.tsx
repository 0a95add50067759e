"use client";

import { useRouter } from "next/navigation";
import { useFormatter, useTranslations } from "next-intl";
import { type FormEvent, useState } from "react";
import { explain, sendJson } from "@/app/_features/request";
import { withReauthentication } from "@/app/_features/session";
import { FormProblem } from "@/app/_ui/form-problem";
import { SelectField } from "@/app/_ui/select";
import { SubmitButton } from "@/app/_ui/submit-button";
import { showToast } from "@/app/_ui/toasts";
import { CHOSEN_LOG_LEVELS } from "@/lib/accounts/audit-schemas";
import type { ServerOverview } from "@/lib/operations/schemas";

/** Sets the log level of all instances for an hour. */
export function LogLevel({ configured, chosen }: ServerOverview["log"]) {
  const t = useTranslations();
  const format = useFormatter();
  const router = useRouter();
  const [problem, setProblem] = useState("");

  const save = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const level = new FormData(event.currentTarget).get("level") || null;
    setProblem("");
    try {
      await withReauthentication(() => sendJson("PUT", "/api/server/log-level", { level }));
      showToast({ title: t("server.log.saved") });
      router.refresh();
    } catch (error) {
      setProblem(explain(t, error));
    }
  };

  return (
    <form method="post" onSubmit={save} className="max-w-sm">
      {chosen && (
        <p className="mb-4">
          {t("server.log.chosen", { level: chosen.level, until: format.dateTime(chosen.until, "moment") })}
        </p>
      )}
      <SelectField key={chosen?.level} label={t("server.log.level")} name="level" defaultValue={chosen?.level ?? ""}>
        <option value="">{t("server.log.configured", { level: configured })}</option>
        {CHOSEN_LOG_LEVELS.map((level) => (
          <option key={level} value={level}>
            {t("server.log.forAnHour", { level })}
          </option>
        ))}
      </SelectField>
      <FormProblem>{problem}</FormProblem>
      <SubmitButton className="mt-4">{t("server.log.save")}</SubmitButton>
    </form>
  );
}
