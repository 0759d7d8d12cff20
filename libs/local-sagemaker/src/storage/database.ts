import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import Database from 'libsql';
import { migrate } from './migrations';

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
  return database;
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
  return database.inTransaction ? act() : database.transaction(act)();
}
