import "server-only";
import type { Actor } from "../accounts/policy";
import { area, pageArea } from "../annotations/areas/area";
import { describedBy } from "../annotations/areas/words";
import { NAMELESS } from "../annotations/attribution";
import type { Database } from "../db/database";
import { type EditionText, figurePlaces } from "../editions/editions";
import type { AddedEdition, NewEdition } from "../library/edition-schemas";
import type { PlacedComment } from "../library/upload-comments";
import { addUpload } from "../library/uploads";
import { codePointsOf } from "../report/code-points";
import type { ReadComment } from "../report-import/comments";
import { LAYOUT_UNIT } from "../report-import/layout";
import { inFigure } from "../word-boxes/figures";
import { type FigurePlace, UNIT } from "../word-boxes/model";
import { irisOf } from "./comment-iris";
import type { AnchoredEntry, Place } from "./import-plan";
import { insertPlaced } from "./import-service";

/** Length of the context of a quote, in UTF-16 code units. */
const CONTEXT = 32;

/**
 * Adds a file as an edition, and imports the comments in the file as notes, atomically. Only the user who adds the file
 * can see them, until they share them. Comments that weren't found in the text are left out.
 *
 * @throws the errors of `addUpload`
 */
export function addWithComments(db: Database, actor: Actor, upload: NewEdition): Promise<AddedEdition> {
  return addUpload(db, actor, upload, async (tx, edition, comments) => {
    const figures = await figurePlaces(tx, edition.id);
    const entries = upload.comments === false ? [] : entriesOf(edition, comments, figures);
    if (entries.length > 0) await insertPlaced(tx, actor, edition, entries);
  });
}

function entriesOf(
  { id: editionId, report, text }: EditionText,
  comments: readonly PlacedComment[],
  figures: readonly FigurePlace[],
): AnchoredEntry[] {
  const points = codePointsOf(text);
  const iris = irisOf(
    report,
    comments.map(({ comment }) => comment),
  );
  return comments.flatMap(({ comment, passage }, index): AnchoredEntry[] => {
    const { id, to, author, created, body, isArea } = comment;
    const made = {
      iri: iris.get(id)!,
      alias: null,
      creator: { iri: null, name: author || NAMELESS },
      created: created === undefined ? null : new Date(created),
      modified: null,
      line: index + 1,
    };
    if (to !== undefined) {
      const parent = iris.get(to);
      return parent === undefined || body.trim() === "" ? [] : [{ kind: "reply", ...made, to: parent, body }];
    }
    if (!passage) return [];
    const { start, end } = passage;
    const quote = {
      exact: text.slice(start, end),
      prefix: text.slice(Math.max(0, start - CONTEXT), start),
      suffix: text.slice(end, end + CONTEXT),
      position: points.toPoints(start),
    };
    const note = body.trim() === "" ? null : { body, modified: null, resolvedAt: null };
    const place = {
      report,
      editionId,
      isOwn: true,
      anchor: { state: "anchored" as const, start, end },
      area: isArea ? areaOf(comment, figures) : null,
    };
    return [{ kind: "note", ...made, source: report, quote, place, colour: null, audience: null, tags: [], note }];
  });
}

/** The area of a page or figure that a comment marks, described by the words in it, or else by the comment. */
function areaOf({ boxes = [], words, body }: ReadComment, figures: readonly FigurePlace[]): Place["area"] {
  const [page, ...edges] = boxes;
  const [x0, y0, x1, y1] = edges.map((edge) => Math.round((edge * UNIT) / LAYOUT_UNIT));
  const rect = pageArea.parse({ page, x0, y0, x1, y1 });
  return { area: area.parse(inFigure(rect, figures) ?? rect), description: describedBy(words) || describedBy(body) };
}
