// The allowed imports between the modules in lib/. `npm test` fails on any import that isn't listed here.

/** The modules that each module may import, apart from itself. */
const MODULES = {
  report: [],
  // Where the words of a text are on the pages of its source.
  "word-boxes": [],
  "report-import": ["report", "word-boxes"],
  search: ["report"],
  // The second search engine. It has the same query language and ranking rules as the first, but its index is in
  // PostgreSQL.
  "search/postgres": ["report", "search", "db"],
  anchoring: [],
  // Parses the Markdown in notes into a tree that is safe to render.
  markdown: [],
  // Runs work whose cost depends on user input in processes that can be killed.
  workers: [],
  editions: ["report", "word-boxes", "db"],
  // Uploaded files, stored unchanged, and the pictures that were read from them.
  sources: ["report", "report-import", "accounts", "db"],
  // Areas are found in the file of the next edition by what its reader knows about pictures and pages.
  annotations: [
    "report",
    "word-boxes",
    "report-import",
    "anchoring",
    "markdown",
    "workers",
    "editions",
    "sources",
    "accounts",
    "events",
    "db",
  ],
  // Links, collections and citations. Creating a share publishes an event, as any other change does.
  sharing: [
    "report",
    "anchoring",
    "workers",
    "editions",
    "sources",
    "annotations",
    "library",
    "accounts",
    "events",
    "db",
  ],
  // Export and import of notes. Exports contain the same notes as the list of all notes. Imported notes are placed by
  // looking for their quotes in the library's reports.
  exchange: [
    "report",
    "word-boxes",
    "report-import",
    "markdown",
    "anchoring",
    "workers",
    "editions",
    "sources",
    "annotations",
    "sharing",
    "library",
    "accounts",
    "events",
    "db",
  ],
  // The interfaces for other programs: the REST API with its OpenAPI document, and the Web Annotation Protocol. This
  // module has no authorization rules of its own and stores nothing.
  api: [
    "report",
    "word-boxes",
    "anchoring",
    "workers",
    "search",
    "editions",
    "annotations",
    "exchange",
    "sharing",
    "sources",
    "library",
    "accounts",
    "db",
  ],
  // What happens to a member's content and access when they leave the team or a group.
  membership: ["annotations", "sharing", "accounts", "events", "db"],
  library: [
    "report",
    "anchoring",
    "word-boxes",
    "workers",
    "report-import",
    "search",
    "search/postgres",
    "editions",
    "sources",
    "annotations",
    "accounts",
    "events",
    "db",
  ],
  // The HTTP server in front of Next.js with its limits, and what operators need: readiness, metrics and shutdown.
  server: ["annotations", "library", "operations", "sources", "events", "db"],
  // What owners see and change of the running instances: storage, jobs, warnings and the log level.
  operations: ["library", "accounts", "db"],
  accounts: ["limits", "db", "events"],
  events: ["db"],
  limits: ["db"],
  // Backups of a whole instance. They depend only on its tables, and on where the bytes of files are stored.
  backup: ["sources", "db"],
  db: [],
};

/**
 * What every module may import: the settings, the log, and files that import nothing themselves (user errors, CSV rows,
 * JSON request bodies, singletons, caches, repeated attempts and the length of a day).
 */
const ERRORS = "(errors/|(csv|json-body|process-singleton|time)\\.ts$)";
const COMMON =
  "(errors/|(csv|json-body|process-singleton|versioned-cache|time|config|log|keep-trying|version|current-reports)\\.ts$)";

/**
 * Code that only runs in workers, because it reads untrusted files: the readers of PDFs, scans and pictures, and what
 * imports them. The app can't be built with PDFium in its bundles.
 */
const WORKER_ONLY =
  "^lib/(report-import/((pdf|ocr)/|pictures/(looks|read-jpeg|read-png)\\.ts$|(import-file|read-drawn-text|upload|uploaded-regions)\\.ts$)|exchange/pdf/(annotate-pdf|appendix|read-pdf|typesetter)\\.ts$)";

/** The tasks that workers do with such files. */
const READING_TASKS = "^lib/(report-import|exchange)/worker-tasks\\.ts$";

/** Code that also runs in the browser. */
const ISOMORPHIC = `^lib/((report|search(?!/postgres)|anchoring|markdown|word-boxes)/|${ERRORS})`;

/** The features that each feature in app/ may import through their `index.ts`, apart from itself. */
const FEATURES = {
  // Requests to our own routes, with error messages for those that fail.
  request: [],
  // Every kind of change to a highlight: how it is sent, and how it is displayed until it has been saved.
  changes: [],
  // The user's session: signing in again, confirming sensitive actions, and signing out.
  session: ["request"],
  // Live updates, and the outbox, which stores changes on the device until they have been saved.
  sync: ["changes", "request", "session"],
  // The report's text on the page: maps offsets to screen positions, and back.
  text: [],
  inbox: ["request", "session", "sync", "text"],
  search: ["request", "session"],
  // The header of every page.
  shell: ["changes", "inbox", "search", "session", "sync"],
  sharing: ["request", "session", "text"],
  collections: ["request", "session", "sharing", "text"],
  // The list of notes from all reports, and components that every list of notes needs.
  notes: ["changes", "collections", "request", "session", "shell", "sync"],
  // Highlights and notes beside the text.
  annotations: ["changes", "collections", "notes", "request", "session", "sharing", "sync", "text"],
  // The pages of a report's file, with the same highlights as the text.
  pages: ["annotations", "page-view", "request", "session", "text"],
  reader: ["annotations", "pages", "request", "search", "session", "shell", "text"],
  library: ["request", "search", "session", "shell", "text"],
  // The pages of PDFs.
  "page-view": ["session"],
  // Lists and comparisons of editions.
  editions: ["request", "session"],
  // Report details.
  details: ["request", "session"],
  import: ["details", "page-view", "request", "session", "sync", "text"],
  accounts: ["request", "session"],
  team: ["accounts", "request", "session"],
  "api-docs": [],
};

const featureRules = Object.entries(FEATURES).flatMap(([feature, others]) => [
  {
    name: `imports-of-feature-${feature}`,
    comment: `app/_features/${feature} may import: ${others.join(", ") || "no other feature"}.`,
    severity: "error",
    from: { path: `^app/_features/${feature}/` },
    to: { path: "^app/_features/", pathNot: `^app/_features/(${[feature, ...others].join("|")})/` },
  },
  {
    name: `feature-${feature}-through-its-index`,
    comment: "Features import each other through index.ts. Only routes may import other files of a feature.",
    severity: "error",
    from: { path: "^app/_features/", pathNot: `^app/_features/${feature}/` },
    to: { path: `^app/_features/${feature}/`, pathNot: `^app/_features/${feature}/index\\.ts$` },
  },
]);

const names = Object.keys(MODULES);

/** A regular expression for the folder of a module. `search` doesn't include the module nested in its folder. */
const folderOf = (name) => (name === "search" ? "search(?!/postgres)" : name);

const moduleRules = names.map((name) => ({
  name: `imports-of-${name}`,
  comment: `lib/${name} may import: ${MODULES[name].join(", ") || "no other module"}.`,
  severity: "error",
  from: { path: `^lib/${folderOf(name)}/` },
  to: { path: "^lib/", pathNot: `^lib/((${[name, ...MODULES[name]].map(folderOf).join("|")})/|${COMMON})` },
}));

/** @type {import("dependency-cruiser").IConfiguration} */
module.exports = {
  forbidden: [
    ...moduleRules,
    ...featureRules,
    {
      name: "known-feature",
      comment: "Add new features to the table above.",
      severity: "error",
      from: { path: "^app/_features/", pathNot: `^app/_features/(${Object.keys(FEATURES).join("|")})/` },
      to: {},
    },
    {
      name: "no-imports-from-routes",
      comment:
        "Pages and route handlers are the outermost layer. Code that they share belongs in a feature or in app/_http.",
      severity: "error",
      from: { path: "^(app/_|proxy\\.ts|instrumentation\\.ts)" },
      to: { path: "^app/(?!_)" },
    },
    {
      name: "http-imports-no-features",
      comment: "app/_http reads requests and writes responses, for both pages and route handlers.",
      severity: "error",
      from: { path: "^app/_http/" },
      to: { path: "^app/_(features|ui)/" },
    },
    {
      name: "ui-imports-no-features",
      comment: "app/_ui is the lowest layer of the interface. It only imports messages.",
      severity: "error",
      from: { path: "^app/_ui/" },
      to: { path: "^app/", pathNot: "^app/_(ui|messages)/" },
    },
    {
      name: "messages-import-nothing",
      comment: "Messages are plain data.",
      severity: "error",
      from: { path: "^app/_messages/" },
      to: { path: "^app/", pathNot: "^app/_messages/" },
    },
    {
      name: "known-module",
      comment: "Add new modules in lib/ to the table above and to docs/modules.md.",
      severity: "error",
      from: { path: "^lib/", pathNot: `^lib/((cli|${names.join("|")})/|${COMMON})` },
      to: {},
    },
    {
      name: "imports-of-common-files",
      comment: "Every module imports these files, so anything that they import would create a cycle.",
      severity: "error",
      from: { path: `^lib/${COMMON}` },
      to: { path: "^lib/", pathNot: "^lib/(errors/|(csv|json-body|config)\\.ts$)" },
    },
    {
      name: "isomorphic-no-log-or-settings",
      comment: "This code also runs in the browser, which has neither the log nor the settings.",
      severity: "error",
      from: { path: ISOMORPHIC },
      to: { path: "^lib/(config|log)\\.ts$" },
    },
    {
      name: "browser-loads-no-sentences",
      comment:
        "The table of problems is long, and the server says them in its answers. lib/errors/problems/tags has the ones that the browser finds.",
      severity: "error",
      from: { path: "^app/(_features|_ui)/" },
      to: { path: "^lib/errors/(index|sentence|problems/(?!tags))", dependencyTypesNot: ["type-only"] },
    },
    {
      name: "files-are-read-in-workers",
      comment:
        "Import types only, and run the function in a worker. If everything that imports the file runs in workers too, add it to WORKER_ONLY.",
      severity: "error",
      from: { path: "^(app|lib)/", pathNot: [WORKER_ONLY, "^lib/cli/", READING_TASKS] },
      to: { path: WORKER_ONLY, dependencyTypesNot: ["type-only"] },
    },
    {
      name: "reading-tasks-are-run-by-name",
      comment: "Workers load these files by their path, which keeps them out of the app's bundles.",
      severity: "error",
      from: { path: "^(app|lib)/" },
      to: { path: READING_TASKS, dependencyTypesNot: ["type-only", "type-import"] },
    },
    {
      name: "no-cycles",
      comment: "Imports must not form cycles. This includes type imports.",
      severity: "error",
      from: {},
      to: { circular: true },
    },
    {
      name: "isomorphic-no-server-only",
      comment: "This code runs both in the browser and on the server.",
      severity: "error",
      from: { path: ISOMORPHIC },
      to: { path: "node_modules/(server-only|client-only)/" },
    },
    {
      name: "isomorphic-no-node",
      comment: "This code also runs in the browser, where Node.js modules aren't available.",
      severity: "error",
      from: { path: ISOMORPHIC },
      to: { dependencyTypes: ["core"] },
    },
    {
      name: "lib-imports-no-framework",
      comment:
        "lib/ is plain TypeScript. React and Next.js belong in app/, except for the command that starts the app.",
      severity: "error",
      from: { path: "^lib/", pathNot: "^lib/cli/app-server\\.mjs$" },
      to: { path: "node_modules/(next|react|react-dom)/" },
    },
    {
      name: "lib-imports-no-pages",
      comment: "app/ imports lib/, never the other way round.",
      severity: "error",
      from: { path: "^lib/" },
      to: { path: "^app/" },
    },
    {
      name: "no-database-in-app",
      comment: "Pages and handlers only get the database to pass it to functions in lib/. Queries belong in lib/.",
      severity: "error",
      from: { path: "^(app/|proxy\\.ts)" },
      to: {
        path: ["^lib/db/", "^prisma/", "node_modules/(@prisma/|better-sqlite3/)"],
        pathNot: "^lib/db/(own-database|session-secret|database-errors)\\.ts$",
      },
    },
    {
      name: "prisma-only-in-lib-db",
      comment: "Only lib/db imports Prisma directly.",
      severity: "error",
      from: { path: "^lib/", pathNot: "^lib/db/" },
      to: { path: ["^prisma/", "node_modules/(@prisma/|better-sqlite3/)"] },
    },
    {
      name: "no-imports-from-commands",
      comment:
        "lib/cli is the outermost layer. Code that other modules need belongs in a module. Builds don't contain lib/cli.",
      severity: "error",
      from: { path: "^(app|lib)/", pathNot: "^lib/cli/" },
      to: { path: "^lib/cli/" },
    },
    {
      name: "runs-before-install",
      comment: "These scripts install the packages, so they must run with nothing but Node.js.",
      severity: "error",
      from: { path: "^(lib/(cli|server|workers)|tests/support)/.*\\.mjs$" },
      to: {
        pathNot: "^(lib/(cli|server|workers)|tests/support)/.*\\.mjs$",
        dependencyTypesNot: ["core"],
        dynamic: false,
      },
    },
    {
      name: "no-tests-in-production-code",
      comment:
        "Code that both tests and the app need belongs in lib/. The two exceptions are commands for development only.",
      severity: "error",
      from: { path: "^(app|lib)/", pathNot: "^lib/cli/(test\\.mjs|db-migration\\.ts)$" },
      to: { path: "^tests/" },
    },
    {
      name: "no-development-packages-in-production-code",
      comment: "Packages used in production must be dependencies, not devDependencies.",
      severity: "error",
      from: { path: "^(app|lib)/", pathNot: ["^lib/cli/", "^lib/db/schema-engine\\.ts$"] },
      to: { dependencyTypes: ["npm-dev"] },
    },
    {
      name: "schema-engine-for-development",
      comment:
        "Prisma's schema engine is a development package: it writes migrations, and lib/db/migrate.ts applies them.",
      severity: "error",
      from: { path: "^(app|lib)/", pathNot: "^lib/cli/db-migration\\.ts$" },
      to: { path: "^lib/db/schema-engine\\.ts$" },
    },
    {
      name: "resolvable",
      comment: "The import is misspelt, or the package isn't in package.json.",
      severity: "error",
      from: {},
      to: { couldNotResolve: true },
    },
  ],
  required: [
    {
      name: "commands-read-the-environment",
      comment: "Commands must import environment.ts first, which reads the .env files and validates all settings.",
      severity: "error",
      module: { path: "^lib/cli/.*\\.ts$", pathNot: "^lib/cli/(environment|program)\\.ts$" },
      to: { path: "^lib/cli/environment\\.ts$" },
    },
  ],
  options: {
    exclude: { path: "^(\\.next|content|data|dist|public|test-results|lib/db/generated)/" },
    doNotFollow: { path: "node_modules" },
    tsConfig: { fileName: "tsconfig.json" },
    tsPreCompilationDeps: true,
    enhancedResolveOptions: {
      conditionNames: ["import", "require", "node", "default", "types"],
      exportsFields: ["exports"],
    },
  },
};
