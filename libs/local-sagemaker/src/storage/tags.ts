import type { StateDatabase } from './database';

/** A tag of a resource. */
export interface Tag {
  readonly Key: string;
  readonly Value: string;
}

/** Tags of a state folder's resources. */
export class Tags {
  private readonly database: StateDatabase;

  constructor(database: StateDatabase) {
    this.database = database;
  }

  /** Tags of a resource, in the order in which their keys came. */
  of(arn: string): Tag[] {
    const rows = this.database
      .prepare('SELECT key, value FROM tags WHERE resource_arn = ? ORDER BY rowid')
      .all(arn) as { key: string; value: string }[];
    return rows.map(({ key, value }) => ({ Key: key, Value: value }));
  }

  /** Adds tags; one whose key is there has the new value from now on. */
  add(arn: string, tags: readonly Tag[]): void {
    const add = this.database.prepare(
      `INSERT INTO tags (resource_arn, key, value) VALUES (?, ?, ?)
       ON CONFLICT (resource_arn, key) DO UPDATE SET value = excluded.value`,
    );
    for (const { Key, Value } of tags) add.run(arn, Key, Value);
  }

  /** Removes the tags with these keys; one that is not there is no mistake. */
  remove(arn: string, keys: readonly string[]): void {
    const remove = this.database.prepare('DELETE FROM tags WHERE resource_arn = ? AND key = ?');
    for (const key of keys) remove.run(arn, key);
  }

  removeAll(arn: string): void {
    this.database.prepare('DELETE FROM tags WHERE resource_arn = ?').run(arn);
  }
}
