import { apiDocs } from "./api-docs";
import { changes } from "./changes";
import { exchange } from "./exchange";
import { day, moment } from "./format";
import { library } from "./library";
import { notes } from "./notes";
import { people } from "./people";
import { reading } from "./reading";
import { search } from "./search";
import { settings } from "./settings";
import { sharing } from "./sharing";
import { signInMessages } from "./sign-in";

/** Every word of the interface, in English; the words of each part of the app stand in a file beside this one. What varies is a function. */
export const words = {
  ...people,
  ...library,
  ...search,
  ...reading,
  ...notes,
  ...changes,
  ...exchange,
  ...sharing,
  ...settings,
  ...signInMessages,
  ...apiDocs,
  /** A day, from an ISO time. */
  date: (iso: string) => day.format(new Date(iso)),
  /** A day and a time of day, from an ISO time. */
  moment: (iso: string) => moment.format(new Date(iso)),
  app: {
    name: "Concord",
    description: "Read a report with your team: search it, highlight passages, attach notes, share them.",
    home: "Concord: all reports",
    skipToText: "Skip to the text",
  },
  /** Beside what is shown only once. */
  once: {
    copy: "Copy",
    copied: "Copied.",
    notCopied: "Your browser did not let us copy. Select it and copy it.",
  },
  notFound: {
    title: "There is nothing at this address",
    report: "We have no report with this name. It may have been renamed, or the link may have lost its end.",
    page: "The link may be old, or may have lost its end on the way to you.",
    home: "See all reports",
  },
  error: {
    title: "Something went wrong on our side",
    how: "Nothing of yours is lost. Try again; if it goes on, tell whoever runs this site the number below.",
    number: (digest: string) => `Number: ${digest}`,
    retry: "Try again",
  },
  close: "Close",
  /** Said of a dialog, a menu or a list whose code the browser could not download. */
  partMissing: "Part of this page couldn’t be loaded. It will appear when you’re back online.",
} as const;
