import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SyntaxCache } from './syntax-cache';

const folder = mkdtempSync(join(tmpdir(), 'ndr-syntax-'));
const file = join(folder, 'deep', 'syntax.json');
afterAll(() => rmSync(folder, { recursive: true }));

/** Asks for what sources say, as a process does, and returns those that had to be read. */
function readBy(version: string, ...sources: readonly string[]): readonly string[] {
  const read: string[] = [];
  const cache = new SyntaxCache<number>(file, version);
  const lengths = sources.map((source) => {
    return cache.get(source, (text) => {
      read.push(text);
      return text.length;
    });
  });
  cache.save();
  expect(lengths).toEqual(sources.map((source) => source.length));
  return read;
}

it('reads a source once, for all processes, until it changes', () => {
  expect(readBy('1', 'a', 'bb', 'a')).toEqual(['a', 'bb']);
  expect(readBy('1', 'a', 'bb')).toEqual([]);
  expect(readBy('1', 'a', 'ccc')).toEqual(['ccc']);
  expect(readBy('1', 'a', 'bb')).toEqual(['bb']);
});

it('forgets what an older version read, and what cannot be read', () => {
  readBy('1', 'a');
  expect(readBy('2', 'a')).toEqual(['a']);
  writeFileSync(file, '{"version": "2", "entr');
  expect(readBy('2', 'a')).toEqual(['a']);
});
