import type { ProblemTable } from "../table";
import { TITLE_TOO_LONG } from "./shared";

/** Reports, their details and files, and import jobs. */
export const LIBRARY = {
  "conflict.details": {
    status: 409,
    text: "Someone else changed these details after you opened them. Load their version, or overwrite it with yours.",
  },
  "slug-deleted": {
    status: 409,
    text: "A deleted report still has the address /r/{slug}. Choose another one, or delete that report permanently.",
  },
  "conflict.access": {
    status: 409,
    text: "Someone else changed who can read this report after you opened the list. Reload it and try again.",
  },
  "access-grantee": {
    status: 409,
    text: "One of these people or groups no longer exists. Reload the list and try again.",
  },
  "access-own": {
    status: 409,
    text: "You would lose access to this report. Add yourself or one of your groups to the list.",
  },
  "public-off": {
    status: 403,
    text: "Public reports are turned off on this server. Ask its administrator to set PUBLIC_REPORTS to on.",
  },
  "no-such-report": { status: 404, text: "There is no report at this address." },
  "title-different": {
    status: 400,
    text: "This isn’t the report’s title. Type the title to confirm that you want to delete the report.",
  },
  "details-title": { status: 400, text: "The title is missing. Enter one." },
  "details-date": {
    status: 400,
    text: "The date is not valid. Enter a year, such as 2017, or a date, such as 2017-05-31.",
  },
  slug: {
    status: 400,
    text: "The file name can only contain lowercase letters, digits and single hyphens. Rename the file.",
  },
  "report-format.nul": { status: 400, text: "The file contains NUL characters, so it is not text." },
  "too-many-imports": { status: 409, text: "You have too many imports. Add or discard some of them first." },
  "too-many-searches": {
    status: 409,
    text: "You have {max} saved searches, which is the maximum. Delete one you no longer need.",
  },
  "search-exists": { status: 409, text: "A saved search with this ID already exists. Save it again." },
  "upload-too-large.inline": { status: 413, text: "The file is larger than 10 MB. Upload it to /api/sources first." },
  "edition-superseded.preview": {
    status: 409,
    text: "Another edition of this report has been added. Review the updated preview, then try again.",
  },
  "edition-superseded.pdf": {
    status: 409,
    text: "The PDF of this report has been removed or replaced. Review the updated preview, then try again.",
  },
  "edition-superseded.reading": {
    status: 409,
    text: "Another edition of this report was added while the PDF was being read. Add the PDF again to use it with the new text.",
  },
  "edition-current": { status: 409, text: "This file is identical to the current edition. There is nothing to add." },
  "upload-empty.file": { status: 400, text: "The file is empty. Choose another one." },
  "file-in-use.edition-made": {
    status: 409,
    text: "An edition has already been created from this file. Upload the file again to add another edition.",
  },
  "file-in-use.of-edition": { status: 409, text: "This file belongs to an edition, so it can’t be deleted." },
  "upload-too-large.file": { status: 413, text: "The file is larger than {megabytes} MB, the limit on this server." },
  "pdf-present": {
    status: 409,
    text: "This report already has pages. To use another PDF, remove the one that was added first.",
  },
  "pdf-waiting": { status: 409, text: "Your last PDF for this report is still being read. Wait for it, or cancel it." },
  "not-a-pdf": { status: 400, text: "This file isn’t a PDF. Choose a PDF of the report." },
  "pdf-different": {
    status: 422,
    text: "Only {percent}% of the report’s words were found in the PDF, so it seems to show a different text. Choose a PDF of this edition.",
  },
  "no-such-edition": { status: 404, text: "There is no edition with this id, or no page with this number." },
  "storage-away.write": {
    status: 503,
    text: "File storage can’t be reached right now, so the file was not saved. Try again in a few minutes.",
  },
  "storage-away.read": {
    status: 503,
    text: "The file can’t be loaded, because file storage can’t be reached right now. Try again in a few minutes.",
  },
  "storage-away.erase": {
    status: 503,
    text: "The report was permanently deleted, but its files in file storage weren’t. Concord tries to delete them again every hour.",
  },
  "storage-refused": {
    status: 500,
    text: "The S3 bucket {bucket} at {endpoint} can’t be used ({reason}). Check S3_ENDPOINT, S3_BUCKET, S3_REGION and the access key.",
  },
  "storage-missing": {
    status: 500,
    text: "Some files are stored in S3 ({files, number}). Set S3_ENDPOINT and the other S3 settings, or move the files to the database first.",
  },
  "no-such-file": { status: 404, text: "This file is no longer on the server. Choose it again." },
  "details-too-long.title": { status: 400, text: TITLE_TOO_LONG },
  "details-too-long.publisher": { status: 400, text: "The publisher is longer than {max} characters. Shorten it." },
  "details-too-long.place": { status: 400, text: "The place is longer than {max} characters. Shorten it." },
  "details-too-long.authors": {
    status: 400,
    text: "One of the authors’ names is longer than {max} characters. Shorten it.",
  },
  "details-too-long.editors": {
    status: 400,
    text: "One of the editors’ names is longer than {max} characters. Shorten it.",
  },
  "details-too-long.topic": {
    status: 400,
    text: "One of the topics is longer than {max} characters. Shorten it.",
  },
  "too-many-topics": { status: 400, text: "A report can have at most {max} topics. Remove one first." },
  "details-names.authors": { status: 400, text: "There are more than {max} authors. Enter {max} at most." },
  "details-names.editors": { status: 400, text: "There are more than {max} editors. Enter {max} at most." },
  interrupted: {
    status: 400,
    text: "Reading this file was interrupted {count} times. Split it, or import it on the server with the import command.",
  },
  "internal.file": { status: 500, text: "Something went wrong on our side. Try the file again." },
  "content.unreadable": { text: "The file can't be read ({code})." },
  "content.kept": { text: "{reason} The last valid edition is shown instead." },
} as const satisfies ProblemTable;
