import { assetsOf, textDigest, type Asset, type AssetDigests, type Pipeline } from '@ndr/core';
import type { CodeBundle } from './code-bundle';
import { packFile, packFiles, packPythonPackages } from './pack';

/** The code of a pipeline, packed, by asset name. */
export interface CollectedAssets {
  /** What `synth` takes. */
  readonly digests: AssetDigests;
  readonly bundles: ReadonlyMap<string, CodeBundle>;
}

/**
 * Packs and hashes everything that the steps of `pipeline` need. It reads source files and writes nothing.
 * @throws NdrError `asset.source-missing`
 */
export async function collectAssets(pipeline: Pipeline): Promise<CollectedAssets> {
  const packed = await Promise.all(
    assetsOf(pipeline).map(async (asset) => [asset.name, await packAsset(asset)] as const),
  );
  return {
    digests: Object.fromEntries(packed.map(([name, { digest }]) => [name, digest])),
    bundles: new Map(packed),
  };
}

async function packAsset(asset: Asset): Promise<CodeBundle> {
  switch (asset.kind) {
    case 'file':
      return packFile(asset);
    case 'python-packages':
      return packPythonPackages(asset);
    case 'files':
      return packFiles(asset);
    case 'text':
      return { digest: textDigest(asset), objects: [{ suffix: '', bytes: new TextEncoder().encode(asset.content) }] };
  }
}
