import { buildNdr15mPipelineWithPairs } from '@ndr/pipelines';
import { preparePipeline } from './prepare-pipeline';
import { uploadAssets, type ObjectStore } from './upload-assets';

class MemoryStore implements ObjectStore {
  readonly objects = new Map<string, Uint8Array>();
  exists(uri: string): Promise<boolean> {
    return Promise.resolve(this.objects.has(uri));
  }
  put(uri: string, bytes: Uint8Array): Promise<void> {
    this.objects.set(uri, bytes);
    return Promise.resolve();
  }
}

const pipeline = buildNdr15mPipelineWithPairs({
  roleArn: 'arn:aws:iam::123456789012:role/r',
  region: 'us-east-1',
  defaultBucket: 'code-bucket',
});

it('puts every object that the definition names, and nothing the second time', async () => {
  const { json, assets, bundles } = await preparePipeline(pipeline);
  const store = new MemoryStore();
  const first = await uploadAssets(assets, bundles, store);
  const named = [...json.matchAll(/s3:\/\/code-bucket\/[^"]+/g)].map(([uri]) => uri);
  expect(named.length).toBeGreaterThan(0);
  for (const uri of named) {
    expect([...store.objects.keys()].some((key) => key === uri || key.startsWith(`${uri}/`))).toBe(true);
  }
  const second = await uploadAssets(assets, bundles, store);
  expect(second).toEqual({ written: [], present: first.written });
});

it('refuses to upload under the digest of another content', async () => {
  const { assets, bundles } = await preparePipeline(pipeline);
  const misplaced = assets.map((asset) => ({ ...asset, digest: '0'.repeat(64) }));
  await expect(uploadAssets(misplaced, bundles, new MemoryStore())).rejects.toMatchObject({
    code: 'asset.digest-missing',
  });
});
