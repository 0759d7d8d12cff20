import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, readdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { request } from 'node:http';
import { dirname, join } from 'node:path';
import { Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import {
  AbortMultipartUploadCommand,
  CompleteMultipartUploadCommand,
  CopyObjectCommand,
  CreateBucketCommand,
  CreateMultipartUploadCommand,
  DeleteBucketCommand,
  DeleteObjectCommand,
  DeleteObjectsCommand,
  GetBucketAclCommand,
  GetBucketLocationCommand,
  GetObjectCommand,
  HeadBucketCommand,
  HeadObjectCommand,
  ListBucketsCommand,
  ListObjectsCommand,
  ListObjectsV2Command,
  ListPartsCommand,
  PutObjectCommand,
  PutObjectTaggingCommand,
  UploadPartCommand,
  UploadPartCopyCommand,
  type ChecksumAlgorithm,
} from '@aws-sdk/client-s3';
import * as fc from 'fast-check';
import { ServedS3 } from '../../testing/served-s3';

const Bucket = 'bucket';
const md5 = (bytes: string | Buffer) => createHash('md5').update(bytes).digest('hex');

describe('S3 over folders', () => {
  let s3: ServedS3;
  beforeAll(async () => {
    s3 = await ServedS3.open();
    await s3.client.send(new CreateBucketCommand({ Bucket }));
  });
  afterAll(() => s3.close());

  const put = (Key: string, Body: string | Buffer = Key) => s3.client.send(new PutObjectCommand({ Bucket, Key, Body }));
  const bodyOf = async (Key: string, more: { Range?: string } = {}) =>
    (await s3.client.send(new GetObjectCommand({ Bucket, Key, ...more }))).Body?.transformToString();
  const exists = (Key: string) =>
    s3.client.send(new HeadObjectCommand({ Bucket, Key })).then(
      () => true,
      () => false,
    );
  /** What a job does: it writes the file, past the gateway. */
  const write = (key: string, bytes: string) => {
    mkdirSync(dirname(s3.file(Bucket, key)), { recursive: true });
    writeFileSync(s3.file(Bucket, key), bytes);
  };

  describe('buckets', () => {
    it('are made, found, listed and removed, as often as one likes', async () => {
      const own = { Bucket: 'made-and-removed' };
      await s3.client.send(new CreateBucketCommand(own));
      await s3.client.send(new CreateBucketCommand(own));
      expect((await s3.client.send(new HeadBucketCommand(own))).BucketRegion).toBe('us-east-1');
      expect((await s3.client.send(new GetBucketLocationCommand(own))).LocationConstraint).toBeFalsy();
      const { Buckets = [] } = await s3.client.send(new ListBucketsCommand({}));
      expect(Buckets.map(({ Name }) => Name)).toEqual(['bucket', 'made-and-removed']);
      await s3.client.send(new DeleteBucketCommand(own));
      await expect(s3.client.send(new HeadBucketCommand(own))).rejects.toMatchObject({ name: 'NotFound' });
    });

    it('that hold an object are not removed', async () => {
      const own = { Bucket: 'not-empty' };
      await s3.client.send(new CreateBucketCommand(own));
      await s3.client.send(new PutObjectCommand({ ...own, Key: 'a/b', Body: 'x' }));
      await expect(s3.client.send(new DeleteBucketCommand(own))).rejects.toMatchObject({ name: 'BucketNotEmpty' });
      await s3.client.send(new DeleteObjectCommand({ ...own, Key: 'a/b' }));
      await s3.client.send(new DeleteBucketCommand(own));
    });

    it.each(['Upper', 'ab', '..', '.hidden', 'a_b'])('are not named %s', async (name) => {
      const answer = await raw('PUT', `/${name}`);
      expect(answer).toMatchObject({ status: 400, body: expect.stringContaining('<Code>InvalidBucketName</Code>') });
    });

    it('that are absent hold nothing and take nothing', async () => {
      const absent = { Bucket: 'absent', Key: 'a' };
      const get = s3.client.send(new GetObjectCommand(absent));
      await expect(get).rejects.toMatchObject({ name: 'NoSuchBucket' });
      const send = s3.client.send(new PutObjectCommand({ ...absent, Body: 'x' }));
      await expect(send).rejects.toMatchObject({ name: 'NoSuchBucket' });
    });
  });

  describe('objects', () => {
    it('are files, and come back with what came with them', async () => {
      const sent = {
        Bucket,
        Key: 'with/metadata.txt',
        Body: 'text',
        ContentType: 'text/plain',
        CacheControl: 'no-store',
        Metadata: { owner: 'me' },
      };
      const { ETag } = await s3.client.send(new PutObjectCommand(sent));
      expect(ETag).toBe(`"${md5('text')}"`);
      expect(readFileSync(s3.file(Bucket, sent.Key), 'utf8')).toBe('text');
      const found = await s3.client.send(new GetObjectCommand({ Bucket, Key: sent.Key }));
      expect(found).toMatchObject({
        ETag,
        ContentLength: 4,
        ContentType: 'text/plain',
        CacheControl: 'no-store',
        Metadata: { owner: 'me' },
      });
      expect(await found.Body?.transformToString()).toBe('text');
    });

    it('that a job writes are there, and replace what came through the gateway', async () => {
      await s3.client.send(
        new PutObjectCommand({
          Bucket,
          Key: 'job/out',
          Body: 'former',
          ContentType: 'text/plain',
          ChecksumSHA1: undefined,
        }),
      );
      const { ETag: former } = await s3.client.send(new HeadObjectCommand({ Bucket, Key: 'job/out' }));
      write('job/out', 'written by a job');
      const found = await s3.client.send(new HeadObjectCommand({ Bucket, Key: 'job/out' }));
      expect(found).toMatchObject({ ContentLength: 16, ContentType: 'binary/octet-stream' });
      expect(found.ETag).not.toBe(former);
      expect(await bodyOf('job/out')).toBe('written by a job');
    });

    it('leave nothing of an upload beside the bucket', async () => {
      await put('whole');
      expect(readdirSync(join(s3.folder, 'uploads'))).toEqual([]);
    });

    it('are removed, also when they are not there, with the folders that they leave empty', async () => {
      await put('removed/deep/one');
      await put('removed/two');
      const remove = (Key: string) => s3.client.send(new DeleteObjectCommand({ Bucket, Key }));
      await remove('removed/deep/one');
      await remove('removed/deep/one');
      expect(readdirSync(s3.file(Bucket, 'removed'))).toEqual(['two']);
      await remove('removed/two');
      expect(readdirSync(s3.file(Bucket, ''))).not.toContain('removed');
    });

    it('are removed many at once, each with its own answer', async () => {
      const keys = ['many/a', 'many/b & <c>', 'many/ spaces ', 'many/é😀'];
      for (const key of keys) await put(key);
      const Objects = [...keys, 'many/absent'].map((Key) => ({ Key }));
      const { Deleted = [], Errors } = await s3.client.send(
        new DeleteObjectsCommand({ Bucket, Delete: { Objects: [...Objects, { Key: '../out' }] } }),
      );
      expect(Deleted.map(({ Key }) => Key)).toEqual([...keys, 'many/absent']);
      expect(Errors).toMatchObject([{ Key: '../out', Code: 'NotImplemented' }]);
      expect(await Promise.all(keys.map(exists))).toEqual([false, false, false, false]);
    });

    it('cannot have a key that is the folder of others, and say so', async () => {
      await put('folder/object');
      await expect(put('folder')).rejects.toMatchObject({ name: 'NotImplemented' });
      await expect(put('folder/object/below')).rejects.toMatchObject({ name: 'NotImplemented' });
      expect(await bodyOf('folder/object')).toBe('folder/object');
    });

    it('may take the place of empty folders', async () => {
      mkdirSync(s3.file(Bucket, 'empty/folders'), { recursive: true });
      await put('empty');
      expect(await bodyOf('empty')).toBe('empty');
    });
  });

  describe('ranges', () => {
    beforeAll(() => put('digits', '0123456789'));

    it.each([
      ['bytes=2-4', '234'],
      ['bytes=7-', '789'],
      ['bytes=-3', '789'],
      ['bytes=5-99', '56789'],
      ['bytes=0-0', '0'],
    ])('answer %s with %s', async (Range, expected) => {
      const found = await s3.client.send(new GetObjectCommand({ Bucket, Key: 'digits', Range }));
      expect(await found.Body?.transformToString()).toBe(expected);
      expect(found.ContentLength).toBe(expected.length);
      expect(found.ContentRange).toMatch(/^bytes \d+-\d+\/10$/);
    });

    it.each(['bytes=10-', 'bytes=-0'])('have no byte in %s', async (Range) => {
      await expect(bodyOf('digits', { Range })).rejects.toMatchObject({ name: 'InvalidRange' });
    });

    it.each(['bytes=4-2', 'lines=1-2', 'bytes=0-1,3-4'])(
      'that are none, such as %s, answer everything',
      async (Range) => {
        expect(await bodyOf('digits', { Range })).toBe('0123456789');
      },
    );
  });

  describe('conditions', () => {
    const Key = 'conditional';
    let ETag: string | undefined;
    beforeEach(async () => {
      ({ ETag } = await put(Key, 'first'));
    });

    it('let a reader skip what it knows', async () => {
      const known = s3.client.send(new GetObjectCommand({ Bucket, Key, IfNoneMatch: ETag }));
      await expect(known).rejects.toMatchObject({ $metadata: { httpStatusCode: 304 } });
      const since = new GetObjectCommand({ Bucket, Key, IfModifiedSince: new Date(Date.now() + 5000) });
      await expect(s3.client.send(since)).rejects.toMatchObject({ $metadata: { httpStatusCode: 304 } });
      const other = s3.client.send(new GetObjectCommand({ Bucket, Key, IfMatch: '"other"' }));
      await expect(other).rejects.toMatchObject({ name: 'PreconditionFailed' });
    });

    it('let one of many writers make an object', async () => {
      const own = { Bucket, Key: `${Key}-once`, IfNoneMatch: '*' };
      const writers = Array.from({ length: 8 }, (_, index) =>
        s3.client.send(new PutObjectCommand({ ...own, Body: `writer ${index}` })).then(
          () => 'made',
          (error: unknown) => (error as Error).name,
        ),
      );
      const outcomes = await Promise.all(writers);
      expect(outcomes.filter((outcome) => outcome === 'made')).toHaveLength(1);
      expect(outcomes.filter((outcome) => outcome === 'PreconditionFailed')).toHaveLength(7);
    });

    it('let a writer replace only what it knows', async () => {
      const replace = (IfMatch: string | undefined, Body: string) =>
        s3.client.send(new PutObjectCommand({ Bucket, Key, Body, IfMatch }));
      await replace(ETag, 'second');
      await expect(replace(ETag, 'third')).rejects.toMatchObject({ name: 'PreconditionFailed' });
      expect(await bodyOf(Key)).toBe('second');
    });
  });

  describe('checksums', () => {
    const algorithms: ChecksumAlgorithm[] = ['CRC32', 'CRC32C', 'CRC64NVME', 'SHA1', 'SHA256'];

    it.each(algorithms)('%s of a buffer and of a stream are checked, kept and answered', async (ChecksumAlgorithm) => {
      const bodies = [Buffer.from('123456789'), Readable.from([Buffer.from('1234'), Buffer.from('56789')])];
      for (const Body of bodies) {
        const sent = { Bucket, Key: `checksum-${ChecksumAlgorithm}`, Body, ContentLength: 9, ChecksumAlgorithm };
        const answer = await s3.client.send(new PutObjectCommand(sent));
        const member = `Checksum${ChecksumAlgorithm}` as keyof typeof answer;
        expect(answer[member]).toBe(checkValues[ChecksumAlgorithm as keyof typeof checkValues]);
        const found = await s3.client.send(new GetObjectCommand({ Bucket, Key: sent.Key, ChecksumMode: 'ENABLED' }));
        expect(found[member as keyof typeof found]).toBe(answer[member]);
        expect(await found.Body?.transformToString()).toBe('123456789');
      }
    });

    it.each([
      ['x-amz-checksum-crc32', 'AAAAAA==', 'BadDigest'],
      ['content-md5', Buffer.alloc(16).toString('base64'), 'BadDigest'],
      ['content-md5', 'short', 'InvalidDigest'],
      ['x-amz-content-sha256', '0'.repeat(64), 'XAmzContentSHA256Mismatch'],
      ['x-amz-checksum-xxhash64', 'AAAAAA==', 'NotImplemented'],
    ])('%s: %s is refused with %s, and nothing is kept', async (name, value, code) => {
      const answer = await raw('PUT', `/${Bucket}/refused`, { headers: { [name]: value }, body: 'text' });
      expect(answer.body).toContain(`<Code>${code}</Code>`);
      expect(await exists('refused')).toBe(false);
      expect(readdirSync(join(s3.folder, 'uploads'))).toEqual([]);
    });

    it.each([
      ['a size that is none', 'zz\r\n'],
      ['an end before the data', '9\r\n1234'],
      ['no last chunk', '4\r\n1234\r\n'],
      ['data longer than its size', '2\r\n1234\r\n0\r\n\r\n'],
      ['a line without end', '1'.repeat(10_000)],
      ['a trailer without a name', '0\r\n:x\r\n\r\n'],
    ])('bodies in chunks with %s are refused', async (_fault, body) => {
      const headers = {
        'x-amz-content-sha256': 'STREAMING-UNSIGNED-PAYLOAD-TRAILER',
        'content-encoding': 'aws-chunked',
      };
      expect((await raw('PUT', `/${Bucket}/chunked`, { headers, body })).status).toBe(400);
      expect(await exists('chunked')).toBe(false);
    });
  });

  describe('uploads in parts', () => {
    const part = (index: number) => Buffer.alloc(5 * 2 ** 20 + index, index);
    const start = async (Key: string) =>
      (await s3.client.send(new CreateMultipartUploadCommand({ Bucket, Key, ContentType: 'text/csv' }))).UploadId;
    const upload = async (Key: string, UploadId: string | undefined, PartNumber: number, Body: Buffer) => {
      const sent = await s3.client.send(new UploadPartCommand({ Bucket, Key, UploadId, PartNumber, Body }));
      return { PartNumber, ETag: sent.ETag };
    };
    const complete = (
      Key: string,
      UploadId: string | undefined,
      Parts: { PartNumber: number; ETag?: string | undefined }[],
    ) =>
      s3.client.send(
        new CompleteMultipartUploadCommand({
          Bucket,
          Key,
          UploadId,
          MultipartUpload: { Parts: Parts.map(({ PartNumber, ETag }) => ({ PartNumber, ETag })) },
        }),
      );

    it('become one object, whose tag is that of its parts', async () => {
      const Key = 'parts/whole';
      const UploadId = await start(Key);
      await upload(Key, UploadId, 2, Buffer.from('an earlier try'));
      const Parts = [
        await upload(Key, UploadId, 1, part(1)),
        await upload(Key, UploadId, 2, part(2)),
        await upload(Key, UploadId, 7, Buffer.from('end')),
      ];
      const listed = await s3.client.send(new ListPartsCommand({ Bucket, Key, UploadId, MaxParts: 2 }));
      expect(listed).toMatchObject({
        IsTruncated: true,
        Parts: [{ PartNumber: 1 }, { PartNumber: 2, Size: part(2).length }],
      });
      expect(await exists(Key)).toBe(false);
      const { ETag } = await complete(Key, UploadId, Parts);
      const whole = Buffer.concat([part(1), part(2), Buffer.from('end')]);
      const digests = [part(1), part(2), Buffer.from('end')].map((bytes) => createHash('md5').update(bytes).digest());
      expect(ETag).toBe(`"${md5(Buffer.concat(digests))}-3"`);
      expect(readFileSync(s3.file(Bucket, Key)).equals(whole)).toBe(true);
      expect(await s3.client.send(new HeadObjectCommand({ Bucket, Key }))).toMatchObject({
        ETag,
        ContentType: 'text/csv',
      });
      expect(readdirSync(join(s3.folder, 'parts'))).toEqual([]);
    });

    it('copy ranges of other objects', async () => {
      await put('parts/source', '0123456789');
      const Key = 'parts/copied';
      const UploadId = await start(Key);
      const { CopyPartResult } = await s3.client.send(
        new UploadPartCopyCommand({
          Bucket,
          Key,
          UploadId,
          PartNumber: 1,
          CopySource: `${Bucket}/parts/source`,
          CopySourceRange: 'bytes=3-5',
        }),
      );
      await complete(Key, UploadId, [{ PartNumber: 1, ETag: CopyPartResult?.ETag }]);
      expect(await bodyOf(Key)).toBe('345');
    });

    it('are refused with small, unknown or unordered parts, and still can be completed', async () => {
      const Key = 'parts/refused';
      const UploadId = await start(Key);
      const small = [
        await upload(Key, UploadId, 1, Buffer.from('a')),
        await upload(Key, UploadId, 2, Buffer.from('b')),
      ];
      const refusal = (parts: Parameters<typeof complete>[2]) => complete(Key, UploadId, parts);
      await expect(refusal(small)).rejects.toMatchObject({ name: 'EntityTooSmall' });
      await expect(refusal([...small].reverse())).rejects.toMatchObject({ name: 'InvalidPartOrder' });
      await expect(refusal([{ PartNumber: 1, ETag: '"other"' }])).rejects.toMatchObject({ name: 'InvalidPart' });
      await expect(refusal([{ PartNumber: 3, ETag: '"other"' }])).rejects.toMatchObject({ name: 'InvalidPart' });
      await refusal(small.slice(0, 1));
      expect(await bodyOf(Key)).toBe('a');
    });

    it('are gone when they are given up, and belong to one key', async () => {
      const Key = 'parts/given-up';
      const UploadId = await start(Key);
      await upload(Key, UploadId, 1, Buffer.from('a'));
      await expect(upload('parts/other', UploadId, 1, Buffer.from('a'))).rejects.toMatchObject({
        name: 'NoSuchUpload',
      });
      await s3.client.send(new AbortMultipartUploadCommand({ Bucket, Key, UploadId }));
      await expect(complete(Key, UploadId, [{ PartNumber: 1, ETag: 'x' }])).rejects.toMatchObject({
        name: 'NoSuchUpload',
      });
      await expect(upload(Key, '../../x', 1, Buffer.from('a'))).rejects.toMatchObject({ name: 'NoSuchUpload' });
    });
  });

  it('copies objects, with their metadata or other', async () => {
    const source = { Bucket, Key: 'copy/söurce +%.txt', Body: 'text', ContentType: 'text/plain', Metadata: { a: '1' } };
    await s3.client.send(new PutObjectCommand(source));
    const CopySource = `/${Bucket}/${encodeURIComponent(source.Key)}`;
    await s3.client.send(new CopyObjectCommand({ Bucket, Key: 'copy/same', CopySource }));
    const other = { MetadataDirective: 'REPLACE' as const, Metadata: { b: '2' }, ContentType: 'text/csv' };
    await s3.client.send(new CopyObjectCommand({ Bucket, Key: 'copy/other', CopySource, ...other }));
    const head = (Key: string) => s3.client.send(new HeadObjectCommand({ Bucket, Key }));
    expect(await head('copy/same')).toMatchObject({ ContentType: 'text/plain', Metadata: { a: '1' } });
    expect(await head('copy/other')).toMatchObject({ ContentType: 'text/csv', Metadata: { b: '2' } });
    expect(await bodyOf('copy/same')).toBe('text');
    const itself = s3.client.send(new CopyObjectCommand({ Bucket, Key: source.Key, CopySource }));
    await expect(itself).rejects.toMatchObject({ name: 'InvalidRequest' });
  });

  describe('lists', () => {
    const own = { Bucket: 'lists' };
    const keys = ['a', 'a.txt', 'a/b', 'a/c/d', 'a/c/e', 'ab/c', 'b', 'é', '\u{ffff}', '😀'].filter(
      (key) => key !== 'a',
    );
    beforeAll(async () => {
      await s3.client.send(new CreateBucketCommand(own));
      for (const Key of keys) await s3.client.send(new PutObjectCommand({ ...own, Key, Body: Key }));
      mkdirSync(s3.file('lists', 'empty/folders'), { recursive: true });
    });

    const bytesOrder = (one: string, other: string) => Buffer.compare(Buffer.from(one), Buffer.from(other));

    it('have the order of the bytes of keys, and no empty folders', async () => {
      const { Contents = [], KeyCount } = await s3.client.send(new ListObjectsV2Command(own));
      expect(Contents.map(({ Key }) => Key)).toEqual([...keys].sort(bytesOrder));
      expect(KeyCount).toBe(keys.length);
      expect(Contents[0]).toMatchObject({ ETag: `"${md5('a.txt')}"`, Size: 5, StorageClass: 'STANDARD' });
    });

    it.each([1, 2, 3, 1000])('come in pages of %i, by delimiter or not, in both versions', async (MaxKeys) => {
      for (const Delimiter of [undefined, '/', 'c/']) {
        const all: (string | undefined)[][] = [[], []];
        let ContinuationToken: string | undefined;
        do {
          const page = await s3.client.send(
            new ListObjectsV2Command({ ...own, MaxKeys, Delimiter, ContinuationToken, EncodingType: 'url' }),
          );
          const found = [
            ...(page.Contents ?? []).map(({ Key }) => Key),
            ...(page.CommonPrefixes ?? []).map(({ Prefix }) => Prefix),
          ];
          expect(found.length).toBeLessThanOrEqual(MaxKeys);
          all[0]?.push(...found);
          ContinuationToken = page.NextContinuationToken;
          expect(page.IsTruncated).toBe(ContinuationToken !== undefined);
        } while (ContinuationToken !== undefined);
        let Marker: string | undefined;
        do {
          const page = await s3.client.send(new ListObjectsCommand({ ...own, MaxKeys, Delimiter, Marker }));
          all[1]?.push(
            ...(page.Contents ?? []).map(({ Key }) => Key),
            ...(page.CommonPrefixes ?? []).map(({ Prefix }) => Prefix),
          );
          Marker = page.NextMarker;
        } while (Marker !== undefined);
        const expected = expectedItems(keys, Delimiter);
        expect(all[0]?.map((key) => decodeURIComponent(key ?? '')).sort()).toEqual(expected);
        expect(all[1]?.sort()).toEqual(expected);
      }
    });

    it('start after a key, with a prefix', async () => {
      const after = (StartAfter: string, Prefix = '') =>
        s3.client
          .send(new ListObjectsV2Command({ ...own, StartAfter, Prefix }))
          .then(({ Contents = [] }) => Contents.map(({ Key }) => Key));
      expect(await after('a/c/d', 'a')).toEqual(['a/c/e', 'ab/c']);
      expect(await after('a/c', 'a/')).toEqual(['a/c/d', 'a/c/e']);
      expect(await after('', 'a/c')).toEqual(['a/c/d', 'a/c/e']);
      expect(await after('', 'no')).toEqual([]);
    });

    it('refuse a token that is none', async () => {
      const page = s3.client.send(new ListObjectsV2Command({ ...own, ContinuationToken: 'zzz' }));
      await expect(page).rejects.toMatchObject({ name: 'InvalidArgument' });
    });
  });

  it('says what it does not do', async () => {
    const { client } = s3;
    const refused = [
      client.send(new GetBucketAclCommand({ Bucket })),
      client.send(new PutObjectTaggingCommand({ Bucket, Key: 'a', Tagging: { TagSet: [] } })),
      client.send(new PutObjectCommand({ Bucket, Key: 'tagged', Body: '', Tagging: 'a=b' })),
      client.send(new GetObjectCommand({ Bucket, Key: 'digits', VersionId: 'v1' })),
    ];
    for (const outcome of await Promise.allSettled(refused)) {
      expect(outcome).toMatchObject({ reason: { name: 'NotImplemented', $metadata: { httpStatusCode: 501 } } });
    }
  });

  describe('paths', () => {
    const secret = () => join(s3.folder, 'secret');
    beforeAll(() => {
      writeFileSync(secret(), 'secret');
      symlinkSync(secret(), s3.file(Bucket, 'link'));
      symlinkSync(s3.folder, s3.file(Bucket, 'out'));
      symlinkSync(s3.folder, join(s3.folder, 'buckets', 'linked'));
    });

    it.each([
      '/bucket/../../secret',
      '/bucket/..%2f..%2fsecret',
      '/bucket/%2e%2e/%2e%2e/secret',
      '/bucket/%2Fetc%2Fpasswd',
      '/bucket//etc/passwd',
      '/bucket/a%00b',
      '/bucket/%ff',
      '/bucket/link',
      '/bucket/out/secret',
      '/linked/secret',
      '/../secret',
      '/%2e%2e/secret',
      '/bucket/.',
      `/bucket/${'x'.repeat(300)}`,
      `/bucket/${'x/'.repeat(700)}y`,
      'http://example.com/bucket/digits',
      '*',
    ])('%s lead nowhere', async (path) => {
      for (const method of ['GET', 'PUT', 'DELETE', 'HEAD']) {
        const { status, body } = await raw(method, path, { body: method === 'PUT' ? 'overwritten' : '' });
        expect([400, 404, 501]).toContain(status);
        expect(body).not.toBe('secret');
      }
      expect(readFileSync(secret(), 'utf8')).toBe('secret');
    });

    it('of links that lead out of the buckets are not listed', async () => {
      const { Contents = [] } = await s3.client.send(new ListObjectsV2Command({ Bucket }));
      expect(Contents.map(({ Key }) => Key).filter((key) => key === 'link' || key?.startsWith('out/'))).toEqual([]);
    });
  });

  it('keeps any bytes under any key that a file can have', async () => {
    const part = fc
      .string({ unit: 'grapheme', minLength: 1, maxLength: 20 })
      .map((name) => name.replace(/[/\0]/g, '_'));
    const key = fc
      .array(part, { minLength: 1, maxLength: 4 })
      .filter((parts) => parts.every((name) => name !== '.' && name !== '..'))
      .map((parts) => `any/${parts.join('/')}/end`);
    const bytes = fc.uint8Array({ maxLength: 3000 }).map((array) => Buffer.from(array));
    await fc.assert(
      fc.asyncProperty(key, bytes, fc.boolean(), async (Key, Body, streams) => {
        const sent = streams ? { Body: Readable.from([Body]), ContentLength: Body.length } : { Body };
        await s3.client.send(new PutObjectCommand({ Bucket, Key, ...sent }));
        const found = await s3.client.send(new GetObjectCommand({ Bucket, Key }));
        expect(Buffer.from((await found.Body?.transformToByteArray()) ?? []).equals(Body)).toBe(true);
        const listed = await s3.client.send(new ListObjectsV2Command({ Bucket, Prefix: Key, EncodingType: 'url' }));
        expect(listed.Contents?.map((object) => decodeURIComponent(object.Key ?? ''))).toEqual([Key]);
        const { Deleted } = await s3.client.send(new DeleteObjectsCommand({ Bucket, Delete: { Objects: [{ Key }] } }));
        expect(Deleted).toEqual([{ Key }]);
        expect(await exists(Key)).toBe(false);
      }),
      { numRuns: 60 },
    );
  });

  it('answers whatever it is sent, and goes on', async () => {
    const target = fc.oneof(
      fc.webPath(),
      fc.string().map((path) => `/${Bucket}/${encodeURIComponent(path)}`),
      fc.constantFrom(
        `/${Bucket}?delete`,
        `/${Bucket}/k?uploads`,
        `/${Bucket}/k?uploadId=x&partNumber=1`,
        `/${Bucket}?list-type=2`,
      ),
    );
    const header = fc.constantFrom(
      ...['content-md5', 'range', 'if-match', 'x-amz-copy-source', 'x-amz-checksum-crc32', 'x-amz-trailer'],
      ...['x-amz-content-sha256', 'x-amz-decoded-content-length', 'content-encoding'],
    );
    const value = fc.stringMatching(/^[abcSTREAMING\-wshunked=/*",. 019]{0,40}$/);
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom('GET', 'PUT', 'POST', 'DELETE', 'HEAD', 'PATCH'),
        target,
        fc.dictionary(header, value, { maxKeys: 3 }),
        fc.oneof(fc.string(), fc.constant('<Delete><Object><Key>a</Key></Object></Delete>')),
        async (method, path, headers, body) => {
          const { status } = await raw(method, path.startsWith('/') ? path : `/${path}`, { headers, body });
          expect(status).toBeGreaterThanOrEqual(200);
          expect(status).not.toBe(500);
        },
      ),
      { numRuns: 200 },
    );
    await put('still-there');
    expect(await bodyOf('still-there')).toBe('still-there');
  });

  /** A request as it is written, which no client would send. */
  function raw(
    method: string,
    path: string,
    { headers = {}, body = '' }: { headers?: Record<string, string>; body?: string } = {},
  ): Promise<{ status: number; body: string }> {
    const { hostname, port } = new URL(s3.endpoint);
    return new Promise((resolve, reject) => {
      const outgoing = request({ hostname, port, method, path, headers, agent: false }, (answer) => {
        text(answer).then((told) => resolve({ status: answer.statusCode ?? 0, body: told }), reject);
      });
      outgoing.on('error', reject);
      outgoing.end(body);
    });
  }
});

/** Check values of the algorithms: of the text 123456789, as their definitions give them. */
const checkValues = {
  CRC32: Buffer.from('cbf43926', 'hex').toString('base64'),
  CRC32C: Buffer.from('e3069283', 'hex').toString('base64'),
  CRC64NVME: Buffer.from('ae8b14860a799888', 'hex').toString('base64'),
  SHA1: createHash('sha1').update('123456789').digest('base64'),
  SHA256: createHash('sha256').update('123456789').digest('base64'),
};

function expectedItems(keys: readonly string[], delimiter: string | undefined): string[] {
  const items = keys.map((key) => {
    const end = delimiter === undefined ? -1 : key.indexOf(delimiter);
    return end < 0 || delimiter === undefined ? key : key.slice(0, end + delimiter.length);
  });
  return [...new Set(items)].sort();
}
