import type { ProblemTable } from "../table";

/** Backups and copies of an instance. */
export const BACKUP = {
  "backup-file.unknown": {
    status: 400,
    text: "{file} is not a Concord backup, or was made by a later version. Use another file or upgrade Concord.",
  },
  "backup-file.exists": { status: 400, text: "The file {file} already exists. Choose another name." },
  "backup-objects": {
    status: 400,
    text: 'The file "{name}" in the S3 bucket is missing or damaged, so the backup was not written. If someone has just deleted this file in Concord, back up again. Otherwise, restore the object in the bucket first.',
  },
  "backup-version": {
    status: 400,
    text: 'The backup from {createdAt} was made by a newer version of Concord (its last migration is "{dataModel}"; this version’s is "{wanted}"). Restore it with that version or a later one.',
  },
  "not-empty.restore": {
    status: 400,
    text: "The database is not empty. Set DATABASE_URL to an empty database or DATA_DIR to an empty folder, or move the current data to another place. Nothing was changed.",
  },
  "same-database": { status: 400, text: "--from and --to are the same database. Nothing was changed." },
  "not-empty.copy": {
    status: 400,
    text: "The {database} is not empty (people: {people}, notes: {notes}). Use an empty database for --to. Nothing was changed.",
  },
  "copy-differs": {
    status: 400,
    text: "Another process wrote to the target database during the copy. Stop every Concord server that uses it, and copy again. Nothing was changed.",
  },
  "backup-key": {
    status: 400,
    text: "The key must have at least {min} characters. You can create one with: openssl rand -base64 32",
  },
  "backup-seal.broken": {
    status: 400,
    text: "This backup can’t be verified, because the key is wrong, or the file is incomplete or has been changed. Use the right key or another backup. Nothing was changed.",
  },
  "database-missing": { status: 500, text: "The {database} does not exist. Check the address." },
  "database-older": {
    status: 500,
    text: "The {database} is empty or belongs to an older version of Concord. Start this version of Concord once with this database to update it, or use the older version of Concord.",
  },
  "backup-seal.sealed": {
    status: 400,
    text: "The backup {file} is encrypted. Pass its key: --key FILE, or --key env to use BACKUP_KEY. Nothing was changed.",
  },
  "backup-seal.unsealed": {
    status: 400,
    text: "The backup {file} is not encrypted, so anyone could have edited it. To restore it anyway, omit --key. Nothing was changed.",
  },
  "backup-file.unwritable": { status: 400, text: "The backup could not be written to {file} ({reason})." },
  "backup-file.unreadable": { status: 400, text: "The backup {file} cannot be read ({reason})." },
  "backup-file.no-end": {
    status: 400,
    text: "The end of the backup {file} is missing. Use another backup. Nothing was changed.",
  },
  "backup-file.checksum": {
    status: 400,
    text: "The checksum of the backup {file} doesn't match, so the file is damaged. Use another backup. Nothing was changed.",
  },
} as const satisfies ProblemTable;
