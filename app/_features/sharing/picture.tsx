import { readFile } from "node:fs/promises";
import path from "node:path";
import { ImageResponse } from "next/og";
import type { Translate } from "@/app/_messages/translate";
import type { Shared } from "@/lib/sharing/shared";

/** The usual size of images in link previews, in pixels. */
export const PICTURE_SIZE = { width: 1200, height: 630 };

/** Maximum length of a quote, in code points. */
const MAX_QUOTE = 260;
const MAX_TITLE = 110;

/** The colours of the light theme, because images can't follow the viewer's theme. */
const COLOURS = { paper: "#fbfaf7", ink: "#1d1b18", muted: "#5f5a52", mark: "#e6b422" };

const SCRIPTS = ["latin", "cyrillic", "cyrillic-ext"];
const FONTS = path.join(/* turbopackIgnore: true */ process.cwd(), "node_modules/@fontsource/source-serif-4/files");

/**
 * Characters that the fonts don't contain. The image renderer would request fonts for these from a third-party server.
 */
const FOREIGN = /[^\p{Script=Latin}\p{Script=Cyrillic}\p{N}\p{P}\s$+<=>^`|~°§©]/gu;

let fonts: Promise<{ name: string; data: Buffer }[]> | undefined;

/** An image that contains the quote or the collection's title, and its source. */
export async function pictureOf(t: Translate, { title, passages }: Shared): Promise<Response> {
  fonts ??= Promise.all(
    SCRIPTS.map(async (script) => ({
      name: script,
      data: await readFile(path.join(FONTS, `source-serif-4-${script}-400-normal.woff`)),
    })),
  );
  const [first] = passages;
  const text = title === null ? `“${shortened(first?.quote ?? "", MAX_QUOTE)}”` : shortened(title, MAX_QUOTE);
  const reports = [...new Set(passages.map(({ report }) => report.title))];
  const from = title === null ? reports : [t("share.collection.holds", { count: passages.length }), ...reports];
  return new ImageResponse(
    <div
      style={{
        ...{ display: "flex", flexDirection: "column", justifyContent: "space-between", width: "100%", height: "100%" },
        ...{ background: COLOURS.paper, color: COLOURS.ink, padding: 72, fontFamily: SCRIPTS.join(", ") },
      }}
    >
      <div style={{ display: "flex", borderLeft: `10px solid ${COLOURS.mark}`, paddingLeft: 36 }}>
        <div style={{ fontSize: text.length > 140 ? 42 : 54, lineHeight: 1.35 }}>{text}</div>
      </div>
      <div style={{ display: "flex", flexDirection: "column", color: COLOURS.muted, fontSize: 28, lineHeight: 1.4 }}>
        <div>{shortened(from.join(" · "), MAX_TITLE)}</div>
        <div>{t("app.name")}</div>
      </div>
    </div>,
    { ...PICTURE_SIZE, fonts: await fonts, headers: { "Cache-Control": "private, no-store" } },
  );
}

function shortened(text: string, length: number): string {
  const points = [...text.replace(FOREIGN, "").replace(/\s+/gu, " ").trim()];
  return points.length <= length ? points.join("") : `${points.slice(0, length).join("").trimEnd()}…`;
}
