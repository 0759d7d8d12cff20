import { Transform, type TransformCallback } from 'node:stream';
import { S3Error } from './s3-error';

/** Longest line between chunks: a size with a signature, or a trailer. */
const longestLine = 4096;
const mostTrailers = 16;
const newline = 0x0a;

/** What comes next in the encoded bytes. */
type Expected = 'size' | 'data' | 'end-of-data' | 'trailer' | 'nothing';

/**
 * Takes the bytes of an object out of the encoding `aws-chunked`: `<hex size>[;signature]`, the bytes, … and after the
 * chunk of size 0 trailers such as `x-amz-checksum-crc32:…`. Signatures are not checked.
 */
export class AwsChunkedDecoder extends Transform {
  /** The trailers by their names in lower case, complete when the stream has ended. */
  readonly trailers = new Map<string, string>();
  private expected: Expected = 'size';
  private missing = 0;
  private line: Buffer[] = [];
  private lineLength = 0;

  override _transform(chunk: Buffer, _encoding: BufferEncoding, callback: TransformCallback): void {
    try {
      let rest = chunk;
      while (rest.length > 0) rest = this.expected === 'data' ? this.takeData(rest) : this.takeLine(rest);
      callback();
    } catch (error) {
      callback(error as Error);
    }
  }

  override _flush(callback: TransformCallback): void {
    // The empty line behind the last trailer may be left out.
    const isWhole = this.expected === 'nothing' || (this.expected === 'trailer' && this.lineLength === 0);
    callback(isWhole ? null : incomplete());
  }

  private takeData(bytes: Buffer): Buffer {
    const data = bytes.subarray(0, this.missing);
    this.push(data);
    this.missing -= data.length;
    if (this.missing === 0) this.expected = 'end-of-data';
    return bytes.subarray(data.length);
  }

  private takeLine(bytes: Buffer): Buffer {
    const end = bytes.indexOf(newline);
    const part = end < 0 ? bytes : bytes.subarray(0, end);
    this.lineLength += part.length;
    if (this.lineLength > longestLine) throw malformed();
    this.line.push(part);
    if (end < 0) return Buffer.alloc(0);
    const line = Buffer.concat(this.line).toString('latin1').replace(/\r$/, '');
    this.line = [];
    this.lineLength = 0;
    this.understand(line);
    return bytes.subarray(end + 1);
  }

  private understand(line: string): void {
    if (this.expected === 'size') {
      const [, size] = /^([0-9a-f]{1,12})(?:;|$)/i.exec(line) ?? [];
      if (size === undefined) throw malformed();
      this.missing = Number.parseInt(size, 16);
      this.expected = this.missing === 0 ? 'trailer' : 'data';
    } else if (this.expected === 'end-of-data') {
      if (line !== '') throw malformed();
      this.expected = 'size';
    } else if (this.expected === 'trailer') {
      this.readTrailer(line);
    } else if (line !== '') {
      throw malformed();
    }
  }

  private readTrailer(line: string): void {
    if (line === '') {
      this.expected = 'nothing';
      return;
    }
    const colon = line.indexOf(':');
    if (colon < 1 || this.trailers.size === mostTrailers) throw malformed();
    this.trailers.set(line.slice(0, colon).trim().toLowerCase(), line.slice(colon + 1).trim());
  }
}

function incomplete(): S3Error {
  return new S3Error(
    'IncompleteBody',
    'You did not provide the number of bytes specified by the Content-Length HTTP header',
  );
}

function malformed(): S3Error {
  return new S3Error('InvalidRequest', 'The body is not in the encoding aws-chunked that its headers announce.');
}
