"use client";

import { useTranslations } from "next-intl";
import { useId, useRef, useState } from "react";
import { Button } from "@/app/_ui/button";
import { Field } from "@/app/_ui/field";
import { useEarlyText } from "@/app/_ui/use-early-text";
import { topicKey, topicsIn } from "@/lib/report/topics";

interface TopicsFieldProps {
  /** The topics that the field contains at first. */
  given: readonly string[];
  /** Topics of other reports, offered so that people don't invent a second name for the same topic. */
  offered: readonly string[];
  onGive(topics: string[]): void;
}

/** Field for a report's topics, separated by commas. */
export function TopicsField({ given, offered, onGive }: TopicsFieldProps) {
  const t = useTranslations();
  const id = useId();
  const [typed, setTyped] = useState(given.join(", "));
  const give = (next: string) => {
    setTyped(next);
    onGive(topicsIn([next]));
  };
  const box = useRef<HTMLInputElement>(null);
  useEarlyText(box, typed, give);
  const entered = topicsIn([typed]);
  const keys = new Set(entered.map(topicKey));
  const others = offered.filter((name) => !keys.has(topicKey(name)));
  return (
    <div className="md:col-span-2">
      <Field
        ref={box}
        label={t("details.topics")}
        hint={t("details.topicsHint")}
        value={typed}
        autoComplete="off"
        onChange={({ target }) => give(target.value)}
      />
      {others.length > 0 && (
        <div className="mt-3">
          <p id={id} className="text-muted text-small">
            {t("details.topicsOffered")}
          </p>
          <ul aria-labelledby={id} className="mt-2 flex flex-wrap gap-2">
            {others.map((name) => (
              <li key={name}>
                <Button
                  aria-label={t("details.addTopic", { name })}
                  onClick={() => give([...entered, name].join(", "))}
                  className="wrap-anywhere h-auto min-h-11 py-1 text-small"
                >
                  {name}
                </Button>
              </li>
            ))}
          </ul>
        </div>
      )}
    </div>
  );
}
