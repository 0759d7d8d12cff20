import type Database from 'libsql';
import type { Checksum } from './checksums';

/** What S3 keeps of an object beside its bytes. */
export interface ObjectAttributes {
  /** Without quotes. */
  readonly etag: string;
  /** Headers that came with it and go with it: its type, encoding and the user's own metadata. */
  readonly headers: Readonly<Record<string, string>>;
  readonly checksum?: Checksum;
}

/** Which bytes attributes belong to: another writer of the file makes another one of it. */
export interface FileIdentity {
  readonly inode: bigint;
  readonly modifiedNs: bigint;
  readonly size: bigint;
}

/** The attributes of the objects that came through the gateway; a file that a job wrote has none. */
export class ObjectAttributesStore {
  private readonly select: Database.Statement;
  private readonly insert: Database.Statement;
  private readonly deleteOthers: Database.Statement;
  private readonly deleteAll: Database.Statement;

  constructor(database: Database.Database) {
    const prepare = (sql: string) => database.prepare(sql);
    this.select = prepare('SELECT attributes FROM objects WHERE bucket = ? AND key = ? AND file = ?');
    this.insert = prepare('INSERT OR REPLACE INTO objects (bucket, key, file, attributes) VALUES (?, ?, ?, ?)');
    this.deleteOthers = prepare('DELETE FROM objects WHERE bucket = ? AND key = ? AND file <> ?');
    this.deleteAll = prepare('DELETE FROM objects WHERE bucket = ? AND key = ?');
  }

  get(bucket: string, key: string, file: FileIdentity): ObjectAttributes | undefined {
    const row = this.select.get(bucket, key, identityText(file)) as { attributes: string } | undefined;
    return row && (JSON.parse(row.attributes) as ObjectAttributes);
  }

  put(bucket: string, key: string, file: FileIdentity, attributes: ObjectAttributes): void {
    this.insert.run(bucket, key, identityText(file), JSON.stringify(attributes));
  }

  /** Forgets what was known of other bytes under the key. */
  keepOnly(bucket: string, key: string, file: FileIdentity): void {
    this.deleteOthers.run(bucket, key, identityText(file));
  }

  remove(bucket: string, key: string): void {
    this.deleteAll.run(bucket, key);
  }
}

const identityText = ({ inode, modifiedNs, size }: FileIdentity) => `${inode}-${modifiedNs}-${size}`;
