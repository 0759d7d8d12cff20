import { createHash } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';

import { digestOfLog, readLines } from './log-file';
import { newFolder, removeFolder } from './testing/prefix-content';

let folder: string;
beforeAll(() => (folder = newFolder()));
afterAll(() => removeFolder(folder));

/** Two xz streams: `first line`, `second ` and the rest of that line, `third line`. */
const streams = [
  '/Td6WFoAAATm1rRGAgAhAQwAAACPmEGcAQARZmlyc3QgbGluZQpzZWNvbmQgAAAA4iCU7yPvhnkAASoSSwhUvB+2830BAAAAAARZWg==',
  '/Td6WFoAAATm1rRGAgAhAQwAAACPmEGcAQAPbGluZQp0aGlyZCBsaW5lCgBN7eM6LItqywABKBDlC2xgH7bzfQEAAAAABFla',
].map((text) => Buffer.from(text, 'base64')) as [Buffer, Buffer];
const [first] = streams;
const padding = Buffer.alloc(8);

async function linesOf(content: Buffer): Promise<{ lines: string[]; digest: string }> {
  const file = join(folder, 'log');
  writeFileSync(file, content);
  const lines: string[] = [];
  const digest = await readLines(file, { onLine: (line) => lines.push(line), onChunk: () => undefined });
  return { lines, digest };
}

it.each([
  ['xz of one stream', first, ['first line', 'second ']],
  ['xz of several streams', Buffer.concat(streams), ['first line', 'second line', 'third line']],
  [
    'xz with padding',
    Buffer.concat([first, padding, streams[1], padding]),
    ['first line', 'second line', 'third line'],
  ],
  ['gzip', gzipSync('first line\nsecond line'), ['first line', 'second line']],
  ['plain text', Buffer.from('first line\nsecond line\n'), ['first line', 'second line']],
])('reads %s, and names the file by its stored bytes', async (_, content, lines) => {
  const digest = createHash('sha256').update(content).digest('hex');
  expect(await linesOf(content)).toEqual({ lines, digest });
});

it('knows a file by its stored bytes without reading its lines', async () => {
  const { digest } = await linesOf(first);
  expect(await digestOfLog(join(folder, 'log'))).toBe(digest);
});

it('names a file that is not there, when it is asked for its digest', async () => {
  await expect(digestOfLog(join(folder, 'missing'))).rejects.toMatchObject({ code: 'traffic.unreadable' });
});

const damaged = Buffer.from(first);
damaged.writeUInt8(first.readUInt8(30) ^ 0xff, 30);
const withSha256 =
  '/Td6WFoAAArh+wyhAgAhAQwAAACPmEGcAQAKZmlyc3QgbGluZQoAAIEnAqFVDSUauyuBNAna9ZYCafG51i+hwCfDGee6yjroAAE7C5uD5osYm0uaAQAAAAAKWVo=';

it.each([
  ['cut inside its data', first.subarray(0, 40), 'it ends in the middle of its xz data'],
  ['cut inside its index', first.subarray(0, first.length - 5), 'it ends in the middle of its xz data'],
  ['cut behind its signature', first.subarray(0, 6), 'it ends in the middle of its xz data'],
  ['cut inside its second stream', Buffer.concat(streams).subarray(0, 120), 'it ends in the middle of its xz data'],
  ['damaged', damaged, 'its xz data is damaged'],
  [
    'followed by text',
    Buffer.concat([first, Buffer.from('text that is no header')]),
    'something that is no xz data follows its xz data',
  ],
  ['checked by SHA-256', Buffer.from(withSha256, 'base64'), expect.stringContaining('a check other than')],
])('says what is wrong with xz that is %s', async (_, content, cause) => {
  await expect(linesOf(content)).rejects.toMatchObject({
    code: 'traffic.unreadable',
    place: join(folder, 'log'),
    cause,
  });
});

it('passes on what the reader of the lines throws, and reads another xz file afterwards', async () => {
  const file = join(folder, 'refused');
  writeFileSync(file, first);
  const refusal = new Error('not such a log');
  const onLine = () => {
    throw refusal;
  };
  await expect(readLines(file, { onLine, onChunk: () => undefined })).rejects.toBe(refusal);
  expect((await linesOf(first)).lines).toEqual(['first line', 'second ']);
});

it('reads xz files at the same time', async () => {
  const files = streams.map((content, index) => {
    const file = join(folder, `stream-${String(index)}`);
    writeFileSync(file, content);
    return file;
  });
  const read: string[] = [];
  await Promise.all(
    files.map((file) => readLines(file, { onLine: (line) => read.push(line), onChunk: () => undefined })),
  );
  expect(read.sort()).toEqual(['first line', 'line', 'second ', 'third line']);
});
