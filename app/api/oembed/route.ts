import { handler } from "@/app/_http/handler";
import { serverTranslate } from "@/app/_messages/server-translate";
import { config } from "@/lib/config";
import { UserError } from "@/lib/errors";
import { citationsFor } from "@/lib/sharing/citations/kept";
import { frameHeight } from "@/lib/sharing/frame-height";
import { oembedQuery } from "@/lib/sharing/schemas";
import { openShare } from "@/lib/sharing/shared";

/** Maximum size of the frame in pixels. */
const SIZE = { width: 640, height: 360 };

/**
 * Pages opened by links in the frame must escape its sandbox. Otherwise, the browser would block them because of their
 * opener policy.
 */
const SANDBOX = "allow-popups allow-popups-to-escape-sandbox";

/** oEmbed endpoint (1.0, "rich"): lets other sites embed the content of a share link. */
export const GET = handler({ access: "public", query: oembedQuery }, async ({ db, query }) => {
  const { url, maxwidth = SIZE.width, maxheight = SIZE.height, format = "json" } = query;
  if (format !== "json") throw new UserError("oembed-format");
  const { origin, pathname } = new URL(url);
  const token = /^\/p\/([\w-]+)\/?$/u.exec(pathname)?.[1];
  if (origin !== config().origin || token === undefined) {
    throw new UserError("not-found.shared-passage");
  }
  const { title, passages } = await openShare(db, token);
  const citations = await citationsFor(passages, `link ${token}`);
  const cited = passages.map(({ quote }, index) => ({ quote, citation: citations[index]!.chicago }));
  const width = Math.min(maxwidth, SIZE.width);
  const height = Math.min(maxheight, SIZE.height, frameHeight({ title, passages: cited }, width));
  const frame = `src="${origin}/p/${token}/embed" width="${width}" height="${height}" title="${serverTranslate("share.passage")}"`;
  return {
    ...{ version: "1.0", type: "rich", title: title ?? passages[0]?.report.title, width, height },
    ...{ provider_name: serverTranslate("app.name"), provider_url: origin },
    html: `<iframe ${frame} style="border:0" loading="lazy" referrerpolicy="no-referrer" sandbox="${SANDBOX}"></iframe>`,
  };
});
