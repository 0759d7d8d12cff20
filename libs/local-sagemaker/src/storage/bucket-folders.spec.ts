import { mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import files from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { BucketFolders } from './bucket-folders';

describe('bucket folders', () => {
  let folder: string;
  let buckets: BucketFolders;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'ndr-buckets-'));
    buckets = new BucketFolders(join(folder, 'buckets'), join(folder, 'uploads'));
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  const put = (uri: string) => buckets.put(uri, Buffer.from(uri));
  const keys = async (uri: string) => (await buckets.list(uri)).map(({ key }) => key);

  it('know an object once it is put, and leave nothing of the upload', async () => {
    expect(await buckets.exists('s3://bucket/a/b')).toBe(false);
    await put('s3://bucket/a/b');
    await put('s3://bucket/a/b');
    expect(await buckets.exists('s3://bucket/a/b')).toBe(true);
    expect(await buckets.exists('s3://bucket/a')).toBe(false);
    expect(readdirSync(join(folder, 'uploads'))).toEqual([]);
  });

  it('put an object though its folder goes while it is put, as when its last other object is removed', async () => {
    const { rename } = files;
    const moved = jest.spyOn(files, 'rename').mockImplementationOnce((from, to) => {
      rmSync(join(folder, 'buckets', 'bucket', 'a'), { recursive: true });
      return rename(from, to);
    });
    await put('s3://bucket/a/b');
    expect(await keys('s3://bucket')).toEqual(['a/b']);
    expect(moved).toHaveBeenCalledTimes(2);
    moved.mockRestore();
  });

  it('list by the start of the key, in the order of keys', async () => {
    for (const key of ['p/b', 'p/a/x', 'pq', 'p/a.txt', 'other']) await put(`s3://bucket/${key}`);
    expect(await keys('s3://bucket/p')).toEqual(['p/a.txt', 'p/a/x', 'p/b', 'pq']);
    expect(await keys('s3://bucket/p/')).toEqual(['p/a.txt', 'p/a/x', 'p/b']);
    expect(await keys('s3://bucket/p/a')).toEqual(['p/a.txt', 'p/a/x']);
    expect(await keys('s3://bucket')).toHaveLength(5);
    expect(await keys('s3://absent/p')).toEqual([]);
  });

  it.each(['https://bucket/a', 's3://bucket/../../etc/passwd', 's3://bucket/a//b', 's3://../x/y'])(
    'refuse %s, which no file of a bucket can be',
    async (uri) => {
      await expect(put(uri)).rejects.toMatchObject({ code: 'local.storage' });
    },
  );

  it('neither read, write nor list through links that lead out of them', async () => {
    await put('s3://bucket/inside/a');
    mkdirSync(join(folder, 'outside'));
    writeFileSync(join(folder, 'outside', 'secret'), 'secret');
    symlinkSync(join(folder, 'outside'), join(folder, 'buckets', 'bucket', 'out'));
    symlinkSync('inside', join(folder, 'buckets', 'bucket', 'link'));
    expect(await keys('s3://bucket')).toEqual(['inside/a', 'link/a']);
    expect(await keys('s3://bucket/out/')).toEqual([]);
    expect(await buckets.exists('s3://bucket/out/secret')).toBe(false);
    await expect(put('s3://bucket/out/new')).rejects.toMatchObject({ code: 'local.storage' });
    expect(readdirSync(join(folder, 'outside'))).toEqual(['secret']);
  });

  it('refuse to put an object where a folder is', async () => {
    await put('s3://bucket/a/b');
    await expect(put('s3://bucket/a')).rejects.toMatchObject({ code: 'local.storage', place: 's3://bucket/a' });
  });
});
