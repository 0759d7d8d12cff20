import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import Database from 'libsql';

const schema = `
  CREATE TABLE IF NOT EXISTS objects (
    bucket     TEXT NOT NULL,
    key        TEXT NOT NULL,
    file       TEXT NOT NULL,
    attributes TEXT NOT NULL,
    PRIMARY KEY (bucket, key, file)
  ) STRICT, WITHOUT ROWID;
  CREATE TABLE IF NOT EXISTS uploads (
    id         TEXT PRIMARY KEY,
    bucket     TEXT NOT NULL,
    key        TEXT NOT NULL,
    attributes TEXT NOT NULL,
    created_at TEXT NOT NULL
  ) STRICT;
  CREATE TABLE IF NOT EXISTS parts (
    upload     TEXT NOT NULL REFERENCES uploads (id) ON DELETE CASCADE,
    number     INTEGER NOT NULL,
    file       TEXT NOT NULL,
    size       INTEGER NOT NULL,
    md5        TEXT NOT NULL,
    checksum   TEXT,
    created_at TEXT NOT NULL,
    PRIMARY KEY (upload, number)
  ) STRICT;
`;

/** Opens the database of what S3 keeps beside the bytes of objects; it is made when missing. */
export function openObjectDatabase(file: string): Database.Database {
  mkdirSync(dirname(file), { recursive: true });
  const database = new Database(file);
  database.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; PRAGMA foreign_keys = ON;');
  database.exec(schema);
  return database;
}
