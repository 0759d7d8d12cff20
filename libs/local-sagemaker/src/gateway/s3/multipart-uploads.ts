import { randomBytes } from 'node:crypto';
import { mkdirSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type Database from 'libsql';
import type { ChecksumAlgorithm, ChecksumType } from './checksums';
import type { Received } from './receive-body';
import { S3Error } from './s3-error';

/** What the object of an upload will have, beside its bytes. */
export interface UploadAttributes {
  readonly headers: Readonly<Record<string, string>>;
  readonly checksum?: { readonly algorithm: ChecksumAlgorithm; readonly type: ChecksumType };
}

/** An object that arrives in parts. */
export interface MultipartUpload extends UploadAttributes {
  readonly id: string;
  readonly bucket: string;
  readonly key: string;
  /** ISO 8601, UTC. */
  readonly created: string;
}

/** A part that arrived. */
export interface UploadedPart {
  readonly number: number;
  readonly file: string;
  readonly size: number;
  readonly md5: string;
  /** In base64; null where none was asked for. */
  readonly checksum: string | null;
  /** ISO 8601, UTC. */
  readonly created: string;
}

interface UploadRow {
  readonly id: string;
  readonly bucket: string;
  readonly key: string;
  readonly attributes: string;
  readonly created_at: string;
}

/** The uploads in parts that have not ended; they outlive the server. */
export class MultipartUploads {
  private readonly database: Database.Database;
  private readonly folder: string;

  /** @param folder holds a folder for each upload, on the file system of the buckets */
  constructor(database: Database.Database, folder: string) {
    this.database = database;
    this.folder = folder;
  }

  create(bucket: string, key: string, attributes: UploadAttributes): string {
    const id = randomBytes(16).toString('hex');
    mkdirSync(this.folderOf(id), { recursive: true });
    this.database
      .prepare('INSERT INTO uploads (id, bucket, key, attributes, created_at) VALUES (?, ?, ?, ?, ?)')
      .run(id, bucket, key, JSON.stringify(attributes), new Date().toISOString());
    return id;
  }

  /** @throws S3Error `NoSuchUpload`, also where it is one of another object */
  get(bucket: string, key: string, id: string): MultipartUpload {
    const row = this.database
      .prepare('SELECT id, bucket, key, attributes, created_at FROM uploads WHERE id = ? AND bucket = ? AND key = ?')
      .get(id, bucket, key) as UploadRow | undefined;
    if (row) return uploadOf(row);
    throw new S3Error(
      'NoSuchUpload',
      'The specified multipart upload does not exist. The upload ID might be invalid, or the multipart upload might have been aborted or completed.',
    );
  }

  /** The uploads into a bucket whose keys start with `prefix`, by key. */
  list(bucket: string, prefix: string): MultipartUpload[] {
    const rows = this.database
      .prepare('SELECT id, bucket, key, attributes, created_at FROM uploads WHERE bucket = ? ORDER BY key, created_at')
      .all(bucket) as UploadRow[];
    return rows.filter(({ key }) => key.startsWith(prefix)).map(uploadOf);
  }

  /** Takes the file of a part, in place of a former one of its number. */
  addPart({ id }: MultipartUpload, number: number, file: string, { size, md5, checksum }: Received): void {
    const kept = join(this.folderOf(id), `${number}-${randomBytes(8).toString('hex')}`);
    renameSync(file, kept);
    const former = this.parts(id).find((part) => part.number === number);
    this.database
      .prepare(
        `INSERT OR REPLACE INTO parts (upload, number, file, size, md5, checksum, created_at)
         VALUES (?, ?, ?, ?, ?, ?, ?)`,
      )
      .run(id, number, kept, size, md5, checksum?.value ?? null, new Date().toISOString());
    if (former) rmSync(former.file, { force: true });
  }

  /** The parts that arrived, by their numbers. */
  parts(id: string): UploadedPart[] {
    return this.database
      .prepare(
        'SELECT number, file, size, md5, checksum, created_at AS created FROM parts WHERE upload = ? ORDER BY number',
      )
      .all(id) as UploadedPart[];
  }

  /** Ends an upload: its parts are gone. */
  remove(id: string): void {
    this.database.prepare('DELETE FROM uploads WHERE id = ?').run(id);
    rmSync(this.folderOf(id), { recursive: true, force: true });
  }

  private folderOf(id: string): string {
    return join(this.folder, id);
  }
}

function uploadOf({ id, bucket, key, attributes, created_at: created }: UploadRow): MultipartUpload {
  return { id, bucket, key, created, ...(JSON.parse(attributes) as UploadAttributes) };
}
