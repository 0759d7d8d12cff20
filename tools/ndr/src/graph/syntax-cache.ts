import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';

/** What was read of sources, kept between processes by what the sources say, so that only changed ones are parsed. */
export class SyntaxCache<T> {
  private readonly kept: Map<string, T>;
  private readonly used = new Map<string, T>();
  private readonly file: string;
  private readonly version: string;

  /**
   * @param file where it is kept; a file that cannot be read counts as none
   * @param version changes with what is read of a source, so that what an older version read is forgotten
   */
  constructor(file: string, version: string) {
    this.file = file;
    this.version = version;
    this.kept = new Map(Object.entries(readKept<T>(file, version)));
  }

  /** What `read` tells of `source`; it is not asked again for the same text. */
  get(source: string, read: (source: string) => T): T {
    const key = createHash('sha1').update(source).digest('base64');
    const value = this.used.get(key) ?? this.kept.get(key) ?? read(source);
    this.used.set(key, value);
    return value;
  }

  /** Keeps what was used, and forgets the rest; writes nothing when that is what is kept. */
  save(): void {
    if (this.used.size === this.kept.size && [...this.used.keys()].every((key) => this.kept.has(key))) return;
    const text = JSON.stringify({ version: this.version, entries: Object.fromEntries(this.used) });
    // Beside, then renamed: another process reads the one or the other.
    const beside = `${this.file}.${process.pid}`;
    mkdirSync(dirname(this.file), { recursive: true });
    writeFileSync(beside, text);
    renameSync(beside, this.file);
  }
}

function readKept<T>(file: string, version: string): Record<string, T> {
  try {
    const kept = JSON.parse(readFileSync(file, 'utf-8')) as { version: string; entries: Record<string, T> };
    return kept.version === version ? kept.entries : {};
  } catch {
    return {};
  }
}
