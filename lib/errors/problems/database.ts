import type { ProblemTable } from "../table";

/** The database and its migrations. */
export const DATABASE = {
  folder: {
    status: 500,
    text: "Concord can't write to its data folder {folder} ({reason}). Make it writable, or set DATA_DIR to another folder.",
  },
  "database-damaged.file": {
    status: 500,
    text: "The database file {file} is damaged ({damage}). Move it to another folder, together with its -wal and -shm files, and restore the last backup with the restore command. Keep the damaged file: most of its data can usually be recovered.",
  },
  "database-broken.failed": {
    status: 500,
    text: 'The database migration "{name}" failed ({reason}) and was rolled back. Fix the cause and start again, or restore the backup made before the upgrade.',
  },
  "database-newer": {
    status: 500,
    text: 'The database belongs to a newer version of Concord (this version doesn\'t know its migration "{name}"). Start the newer version, or restore a backup from before the upgrade.',
  },
  "database-broken.unfinished": {
    status: 500,
    text: 'The database migration "{name}" did not finish. Restore the backup made before the upgrade, and start again.',
  },
  "database-edited": {
    status: 500,
    text: 'The database migration "{name}" was edited after it was applied. Restore its original file in prisma/migrations/{provider} and start again.',
  },
  "database-foreign": {
    status: 500,
    text: "The {database} contains another program’s tables. Use an empty database for Concord. Nothing was changed.",
  },
  "database-busy": {
    status: 500,
    text: "The database needs an update, but another Concord server is using it. Stop that server, and start again.",
  },
  "database-in-use": {
    status: 500,
    text: "Another Concord server is using the {database}. Stop it, or set DATA_DIR to another folder for this server. To run several instances, use PostgreSQL (DATABASE_URL).",
  },
  "database-url": {
    status: 500,
    text: "DATABASE_URL must start with file: (SQLite) or postgres: (PostgreSQL), for example file:/srv/concord/concord.db.",
  },
  "database-unreachable.file": {
    status: 500,
    text: "The database file {file} can't be opened ({reason}). Check the path and its permissions.",
  },
  "database-unreachable.server": {
    status: 500,
    text: "The {database} can't be reached ({reason}). Check the address, and that the database server is running.",
  },
  "disk-full": {
    status: 503,
    text: "The server’s disk is full, so nothing was saved. Ask the operator to free up space.",
  },
  "read-only": {
    status: 503,
    text: "The server can’t write to its database, so nothing was saved. Ask the operator to make it writable.",
  },
  "database-damaged.operator": {
    status: 503,
    text: "The database is damaged, so nothing was done. Ask the operator to restore the last backup.",
  },
  "database-slow": {
    status: 503,
    text: "The database took too long, so nothing was done. Request less data, or try again in a few minutes.",
  },
  "database-away.unreachable": {
    status: 503,
    text: "The database can’t be reached right now, so nothing was done. Try again in a few minutes.",
  },
  overloaded: {
    status: 503,
    text: "Concord is overloaded right now, so nothing was done. Try again in a few seconds.",
  },
} as const satisfies ProblemTable;
