import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileList } from './file-list';

describe('a list of files of smspark-submit', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'ndr-file-list-'));
    mkdirSync(join(folder, 'empty'));
    for (const name of ['b.zip', 'a.zip']) writeFileSync(join(folder, name), '');
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  it('expands a folder to the files in it', () => {
    expect(fileList(folder)).toBe(`${folder}/a.zip,${folder}/b.zip`);
  });

  it('keeps local files and S3 URIs', () => {
    expect(fileList(`${folder}/b.zip,${folder}/a.zip`)).toBe(`${folder}/b.zip,${folder}/a.zip`);
    expect(fileList('s3://bucket/a.jar,s3a://bucket/b.jar')).toBe('s3://bucket/a.jar,s3a://bucket/b.jar');
  });

  it.each([
    ['an empty list', () => '', 'must not be empty'],
    ['a relative path', () => 'lib/a.zip', 'must be an absolute path'],
    ['a path that does not exist', () => `${folder}/gone.zip`, 'does not exist'],
    ['an empty folder', () => `${folder}/empty`, 'Found zero files'],
    ['a mixed list', () => `s3://bucket/a.zip,${folder}/a.zip`, 'mixes S3 URIs and local paths'],
  ])('refuses %s', (_, list, reason) => {
    expect(() => fileList(list())).toThrow(reason);
  });
});
