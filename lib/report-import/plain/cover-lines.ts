import { namesOrganisation } from "../../report/names";
import { isUnfinished } from "../typography";
import { isSurelyPerson, personScore } from "./persons";

/** What a line on a title page contains. */
export type CoverLine =
  | { type: "by" }
  | { type: "authors"; text: string }
  | { type: "editor"; text: string }
  | { type: "imprint"; place: string; year: number }
  | { type: "person"; text: string; isSure: boolean }
  | { type: "organisation"; text: string }
  /** The kind of report, and for whom it was written: "Report to the Senate". */
  | { type: "series"; text: string }
  /** A date, an edition, a genre, a rule, or a note about the file. */
  | { type: "other"; year?: number }
  | { type: "title"; text: string };

const EDITOR = /^\s*(?:edited by|editor:|под (?:общей )?редакцией|редактор:|редакциясын басқарған)\s*(\S.*)$/iu;
const PLACE_AND_YEAR = /^\s*(\p{Lu}[\p{L}\p{M}' .–-]*\p{L}),?\s+((?:19|20)\d\d)(?:\s*[гж]\.)?\s*$/u;
const BY_ALONE = /^_?by:?_?$/iu;
const BY =
  /^_?(?:(?:written|compiled|prepared|collected|told|a (?:novel|tale|story|report|study)) )?by_?:?\s+(\S.*)$/iu;
const AUTHOR_LABEL = /^(?:авторы?|авторлары|authors?)\s*:\s*(\S.*)$/iu;
const YEAR_ONLY = /^[^\p{L}\p{N}]*(1[4-9]\d\d|20\d\d)(?:\s*(?:г\.?|год|ж\.?|жыл))?[^\p{L}\p{N}]*$/u;
const DATE =
  /^[^\p{L}\p{N}]*(?:(?:mon|tue|wed|thu|fri|sat|sun)\p{L}*,? )?(?:\d{1,2}(?:st|nd|rd|th)?(?:\s*[-–]\s*\d{1,2})?\s+)?(?:(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)\p{L}*|январ[ья]|феврал[ья]|марта?|апрел[ья]|ма[йя]|июн[ья]|июл[ья]|августа?|сентябр[ья]|октябр[ья]|ноябр[ья]|декабр[ья])\.?(?: \d{1,2}(?:st|nd|rd|th)?,?)?(?:[ \d:]+\p{Lu}{2,4})?,? (1[4-9]\d\d|20\d\d)(?: г(?:\.|ода)?)?[^\p{L}\p{N}]*$/iu;
const RULE = /^[\p{P}\p{S}\s]+$/u;
const NOTE_ON_FILE =
  /^(?:\[.*\]?$|(?:copyright|©|авторские права|version|версия|нұсқасы|ocr|scan|спелл?чек|вычитка|источник|изд(?:ание)?\.?|printed|published|publ\.|entered according|all rights reserved|issn|isbn|draft|working paper|order code|report no|no\.|vol\.|number)(?!\p{L}))|(?<!\p{L})(?:edition|release of|project gutenberg|e-?text|http|www\.|gao\/|isbn)|[\w.+-]+@[\w-]+\./iu;
/** The number of a report: "GAO-04-1" or "RL 31234". */
const REPORT_NUMBER = /^\p{Lu}{1,6}[-/ ]\d[\d-]*\p{Lu}?$/u;
const FILE_WORD = /^(?:copyright|©|авторские права|ocr|issn|isbn)/iu;
const GENRE =
  /^[(*_]*(?:(?:a|an) )?(?:novel|novella|romance|tale|tragedy|comedy|play|poem|роман|повесть|рассказы?|новелла|очерк|сказка|пьеса|драма|комедия|трагедия|поэма|стихотворения|әңгіме|повест|поэма)(?: (?:in|в) .{1,40})?[)*_.]*$/iu;
const SERIES =
  /^(?:(?:\p{Lu}{2,6} )?(?:a )?report (?:for|to) |report by the |(?:technical|research|annual|final|interim|staff) (?:report|paper|note|memorandum)\s*(?:no|№|#|\d|$)|presented to |prepared (?:for|by) )/iu;
const MAIL = /\s*<[^<>\s]*@?[^<>\s]*>?$/u;

/** Determines what a line on a title page contains. */
export function readCoverLine(value: string): CoverLine {
  const text = value.replace(/\s+/gu, " ").trim();
  const editor = EDITOR.exec(text)?.[1];
  if (editor !== undefined) return { type: "editor", text: editor.trim() };
  if (BY_ALONE.test(text)) return { type: "by" };
  const by = (BY.exec(text) ?? AUTHOR_LABEL.exec(text))?.[1];
  if (by !== undefined && isUnfinishedName(by)) return { type: "authors", text: by };
  if (SERIES.test(text)) return { type: "series", text };
  const bare = text.replace(MAIL, "").replaceAll("_", "");
  const hasMail = bare !== text && text.includes("@") && /^\p{Lu}/u.test(bare);
  if (namesOrganisation(bare) && !FILE_WORD.test(text) && (hasMail || isName(bare)))
    return { type: "organisation", text: bare };
  if (hasMail && personScore(bare) > 0) return { type: "person", text: bare, isSure: true };
  if (RULE.test(text) || GENRE.test(text)) return { type: "other" };
  const year = (YEAR_ONLY.exec(text) ?? DATE.exec(text))?.[1];
  if (year !== undefined) return { type: "other", year: Number(year) };
  const [, place, placeYear] = PLACE_AND_YEAR.exec(text) ?? [];
  if (place !== undefined) return { type: "imprint", place, year: Number(placeYear) };
  if (NOTE_ON_FILE.test(text) || REPORT_NUMBER.test(text)) return { type: "other" };
  if (personScore(bare) > 0) return { type: "person", text: bare, isSure: isSurelyPerson(bare) };
  return { type: "title", text };
}

/** Whether the text after "by" is an unfinished name rather than the rest of a sentence. */
function isUnfinishedName(text: string): boolean {
  return (
    text.length <= 120 &&
    /\p{Lu}/u.test(text[text.startsWith("_") ? 1 : 0] ?? "") &&
    !/[.!?] \p{Lu}\p{Ll}+ \p{Ll}/u.test(text)
  );
}

const REPORT_WORD =
  /(?<!\p{L})(?:reports?|history|study|manual|plan|guide|reference|proceedings|act|constitution|review|law|journal|отч[её]т|доклад|обзор|закон|конституция|есеп)(?!\p{L})/iu;

function isName(text: string): boolean {
  return (
    text.length <= 80 &&
    /^(?:the )?\p{Lu}/iu.test(text) &&
    isUnfinished(text) &&
    !/\d/u.test(text) &&
    !REPORT_WORD.test(text)
  );
}

/** The first line of the text itself: a heading that is numbered or has a usual name. */
export const BODY_START =
  /^[^\p{L}\p{N}]*(?:(?:(?:table of )?contents?|(?:list of )?illustrations|introduction|introductory|preface|foreword|prologue|abstract|summary|executive summary|dedication|to the reader|advertisement|acknowledge?ments?|dramatis person(?:ae|æ)|persons represented|characters|preamble|status of th(?:is|e) memo|содержание|оглавление|введение|предисловие|пролог|от автора|аннотация|действующие лица|посвящение|мазмұны|кіріспе|алғы сөз|алғысөз)[^\p{L}\p{N}]*$|(?:chapter|book|part|volume|act|scene|canto|letter|section|article|stave|глава|часть|книга|том|действие|явление|письмо|песнь|тарау|бөлім|кітап)\s+(?:[\divxlc]+|the |one|two|first|перв|втор|i\b)|(?:перв\p{L}+|втор\p{L}+) (?:глава|часть|книга|том)|\d+-?(?:тарау|бөлім|ші)|[ivxlc]{1,6}[^\p{L}\p{N}]*$|\d{1,3}[^\p{L}\p{N}]*$|(?:1|\d{1,2}(?:\.\d+)*[.)]|\d{1,2}(?:\.\d+)+)\s+\p{L})/iu;
