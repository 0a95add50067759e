import { readFile } from "node:fs/promises";
import path from "node:path";
import { ImageResponse } from "next/og";
import type { Translate } from "@/app/_messages/translate";
import type { PagePlace } from "@/lib/library/page-places";
import { readHeader } from "@/lib/report-import/pictures/header";
import type { Shared } from "@/lib/sharing/shared";
import type { StoredPicture } from "@/lib/sources/pictures";

/** The usual size of images in link previews, in pixels. */
export const PICTURE_SIZE = { width: 1200, height: 630 };

/** Maximum length of a quote, in code points. */
const MAX_QUOTE = 260;
const MAX_QUOTE_ABOVE = 90;
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

/** Maximum size of the picture of the passage's place, in pixels. */
const PLACE = { width: 1056, height: 280 };

/** The formats that the image renderer reads. */
const READABLE = ["image/png", "image/jpeg"];

/**
 * An image that contains the quote or the collection's title, and its source.
 *
 * @param place a picture of the passage's place on its page, if there is one
 */
export async function pictureOf(
  t: Translate,
  { title, passages }: Shared,
  place: StoredPicture | null,
): Promise<Response> {
  fonts ??= Promise.all(
    SCRIPTS.map(async (script) => ({
      name: script,
      data: await readFile(path.join(FONTS, `source-serif-4-${script}-400-normal.woff`)),
    })),
  );
  const [first] = passages;
  const text =
    title === null
      ? `“${shortened(first?.quote ?? "", place ? MAX_QUOTE_ABOVE : MAX_QUOTE)}”`
      : shortened(title, MAX_QUOTE);
  const shown = place && first?.onPage && placeOf(place, first.onPage);
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
        <div style={{ fontSize: shown || text.length > 140 ? 42 : 54, lineHeight: 1.35 }}>{text}</div>
      </div>
      {shown}
      <div style={{ display: "flex", flexDirection: "column", color: COLOURS.muted, fontSize: 28, lineHeight: 1.4 }}>
        <div>{shortened(from.join(" · "), MAX_TITLE)}</div>
        <div>{t("app.name")}</div>
      </div>
    </div>,
    { ...PICTURE_SIZE, fonts: await fonts, headers: { "Cache-Control": "private, no-store" } },
  );
}

/** The picture of a place, with what is marked in it; null if the image renderer can't read the picture. */
function placeOf({ bytes, mediaType }: StoredPicture, { marks }: PagePlace) {
  const size = READABLE.includes(mediaType) && readHeader(bytes);
  if (!size) return null;
  const scale = Math.min(PLACE.width / size.width, PLACE.height / size.height);
  const [width, height] = [size.width * scale, size.height * scale];
  const source = `data:${mediaType};base64,${Buffer.from(bytes).toString("base64")}`;
  return (
    <div style={{ display: "flex", position: "relative", width, height, background: "white", overflow: "hidden" }}>
      {/* biome-ignore lint/performance/noImgElement: the image renderer knows only this element */}
      <img src={source} alt="" width={width} height={height} />
      {marks.map((mark) => (
        <div
          key={`${mark.left} ${mark.top}`}
          style={{
            ...{ display: "flex", position: "absolute", left: mark.left * width, top: mark.top * height },
            ...{ width: mark.width * width, height: mark.height * height, background: `${COLOURS.mark}59` },
          }}
        />
      ))}
    </div>
  );
}

function shortened(text: string, length: number): string {
  const points = [...text.replace(FOREIGN, "").replace(/\s+/gu, " ").trim()];
  return points.length <= length ? points.join("") : `${points.slice(0, length).join("").trimEnd()}…`;
}
