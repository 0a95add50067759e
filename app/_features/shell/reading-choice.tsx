"use client";

import { useTranslations } from "next-intl";
import { useEffect, useId, useState } from "react";
import { keepInCookie } from "@/app/_ui/device-cookie";
import { Segments } from "@/app/_ui/segments";
import {
  chosenAmong,
  LINE_WIDTH_COOKIE,
  LINE_WIDTHS,
  type LineWidth,
  TEXT_SIZE_COOKIE,
  TEXT_SIZES,
  type TextSize,
} from "./reading-style";

/** Options for the text size and line width of reports. They are stored on this device. */
export function ReadingChoice() {
  const t = useTranslations();
  const [sizeId, widthId] = [useId(), useId()];
  const [size, setSize] = useState<TextSize>("normal");
  const [width, setWidth] = useState<LineWidth>("normal");
  useEffect(() => {
    const { textSize, lineWidth } = document.documentElement.dataset;
    setSize(chosenAmong(TEXT_SIZES, textSize) ?? "normal");
    setWidth(chosenAmong(LINE_WIDTHS, lineWidth) ?? "normal");
  }, []);
  const chooseSize = (next: TextSize) => {
    setSize(next);
    apply("textSize", TEXT_SIZE_COOKIE, chosenAmong(TEXT_SIZES, next));
  };
  const chooseWidth = (next: LineWidth) => {
    setWidth(next);
    apply("lineWidth", LINE_WIDTH_COOKIE, chosenAmong(LINE_WIDTHS, next));
  };
  return (
    <div className="flex flex-col gap-3 px-4 py-1">
      <div>
        <p id={sizeId} className="pb-1 font-semibold text-muted text-small">
          {t("reading.size")}
        </p>
        <Segments
          labelledBy={sizeId}
          options={TEXT_SIZES.map((value) => ({ value, label: t(`reading.sizes.${value}`) }))}
          value={size}
          onChoose={chooseSize}
        />
      </div>
      {/* On phones, lines always fill the whole width of the window. */}
      <div className="max-md:hidden">
        <p id={widthId} className="pb-1 font-semibold text-muted text-small">
          {t("reading.width")}
        </p>
        <Segments
          labelledBy={widthId}
          options={LINE_WIDTHS.map((value) => ({ value, label: t(`reading.widths.${value}`) }))}
          value={width}
          onChoose={chooseWidth}
        />
      </div>
    </div>
  );
}

function apply(name: "textSize" | "lineWidth", cookie: string, value: string | undefined): void {
  const { dataset } = document.documentElement;
  if (value === undefined) delete dataset[name];
  else dataset[name] = value;
  keepInCookie(cookie, value ?? null);
}
