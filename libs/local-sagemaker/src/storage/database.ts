import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import Database from 'libsql';
import { migrate } from './migrations';
import { storageFailure } from './storage-failure';

/** A connection to the state database. */
export type StateDatabase = Database.Database;

/** Opens the state database of a state folder whose lock the caller holds; it is made, or brought up to date. */
export function openStateDatabase(file: string): StateDatabase {
  mkdirSync(dirname(file), { recursive: true });
  const database = new Database(file);
  // Readers without the lock (a status command) and the writer do not wait for each other.
  database.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; PRAGMA foreign_keys = ON;');
  migrate(database, file);
  compileOnce(database);
  tellFailures(database, file);
  return database;
}

/** What is written and finds no room, or no disk, fails with a coded error: `local.disk-full` or `local.storage`. */
function tellFailures(database: StateDatabase, file: string): void {
  const told =
    <Parameters extends unknown[], Result>(act: (...parameters: Parameters) => Result) =>
    (...parameters: Parameters): Result => {
      try {
        return act(...parameters);
      } catch (error) {
        const { code = '' } = error as { readonly code?: string };
        throw /^SQLITE_(FULL|IOERR)/.test(code) ? storageFailure(error, file) : error;
      }
    };
  const prepare = database.prepare.bind(database);
  const seen = new WeakSet<Database.Statement>();
  database.prepare = ((sql: string) => {
    const statement = prepare(sql);
    if (!seen.has(statement)) statement.run = told(statement.run.bind(statement));
    seen.add(statement);
    return statement;
  }) as StateDatabase['prepare'];
  database.exec = told(database.exec.bind(database));
}

/** Compiles each statement once: what the driver takes for a compilation, it gives back much later. */
function compileOnce(database: StateDatabase): void {
  const compile = database.prepare.bind(database);
  const compiled = new Map<string, Database.Statement>();
  database.prepare = ((sql: string) => {
    const statement = compiled.get(sql) ?? compile(sql);
    compiled.set(sql, statement);
    return statement;
  }) as StateDatabase['prepare'];
}

/** Does `act` in one transaction: that of the caller, when it has one. */
export function inTransaction<Result>(database: StateDatabase, act: () => Result): Result {
  const isOpen = () => database.inTransaction;
  if (isOpen()) return act();
  database.exec('BEGIN');
  try {
    const result = act();
    database.exec('COMMIT');
    return result;
  } catch (error) {
    // A full disk has ended the transaction by itself, which the driver's own transactions do not look at.
    if (isOpen()) database.exec('ROLLBACK');
    throw error;
  }
}
