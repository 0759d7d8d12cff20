import { placeAsset, textDigest, type Asset } from './assets';

const digest = 'ab'.repeat(32);
const location = { bucket: 'bucket', prefix: 'pipeline' };

it.each<[Asset, string]>([
  [
    { kind: 'file', name: 'job/application', root: '/code', path: 'job/run_job.py' },
    `s3://bucket/pipeline/code/${digest}/run_job.py`,
  ],
  [
    { kind: 'python-packages', name: 'job/py-files', root: '/code', packages: ['job/job'] },
    `s3://bucket/pipeline/code/${digest}/py-files`,
  ],
  [
    { kind: 'text', name: 'Step/configuration', folder: 'Step/input/conf', fileName: 'c.json', content: '[]' },
    `s3://bucket/pipeline/Step/input/conf/${digest}/c.json`,
  ],
])('places a %o under its digest', (asset, uri) => {
  expect(placeAsset(asset, digest, location)).toEqual({ asset, digest, uri });
});

it('digests a text as SHA-256 of its UTF-8 bytes', () => {
  const asset = { kind: 'text', name: 'n', folder: 'f', fileName: 'n', content: 'é' } as const;
  expect(textDigest(asset)).toBe('4a99557e4033c3539de2eb65472017cad5f9557f7a0625a09f1c3f6e2ba69c4c');
});
