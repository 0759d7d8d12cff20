import { CreateBucketCommand, GetObjectCommand, HeadObjectCommand } from '@aws-sdk/client-s3';
import { createHash } from 'node:crypto';
import { s3Location, s3ObjectStore } from './s3-object-store';
import type { AwsClients } from '../account/aws-clients';
import { observe } from '../testing/faults';
import { startMotoAccount, type MotoAccount } from '../testing/moto-account';

// A server of another language starts and answers, on a machine that may be busy.
jest.setTimeout(60_000);

let account: MotoAccount;
let clients: AwsClients;
beforeAll(async () => {
  account = await startMotoAccount();
  clients = account.clients;
  await clients.s3.send(new CreateBucketCommand({ Bucket: 'code' }));
});
afterAll(() => account.close());

const bytesOf = (length: number) => Uint8Array.from({ length }, (_, index) => (index * 7) % 251);

it('sends the digest along, which S3 compares with what arrived', async () => {
  const uri = 's3://code/small.py';
  const bytes = bytesOf(1000);
  await s3ObjectStore(clients.s3).put(uri, bytes);
  const found = await clients.s3.send(new HeadObjectCommand({ ...s3Location(uri), ChecksumMode: 'ENABLED' }));
  expect(found.ChecksumSHA256).toBe(createHash('sha256').update(bytes).digest('base64'));
});

it('sends a large object in parts, and it is whole', async () => {
  const used = account.newClients();
  const requests = observe(used);
  const bytes = bytesOf(20 * 2 ** 20);
  await s3ObjectStore(used.s3).put('s3://code/large.zip', bytes);
  expect([...requests.operations].sort()).toEqual([
    'CompleteMultipartUpload',
    'CreateMultipartUpload',
    'UploadPart',
    'UploadPart',
    'UploadPart',
  ]);
  const { Body } = await clients.s3.send(new GetObjectCommand(s3Location('s3://code/large.zip')));
  expect(Buffer.compare((await Body?.transformToByteArray()) ?? new Uint8Array(), bytes)).toBe(0);
});

it('leaves no object behind when a part cannot be sent', async () => {
  const used = account.newClients({ attempts: 1 });
  observe(used, { fault: 'failed', at: 2, lasting: false });
  const store = s3ObjectStore(used.s3);
  await expect(store.put('s3://code/broken.zip', bytesOf(20 * 2 ** 20))).rejects.toThrow();
  expect(await store.exists('s3://code/broken.zip')).toBe(false);
});
