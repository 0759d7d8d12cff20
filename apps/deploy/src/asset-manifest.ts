import type { Asset, PlacedAsset } from '@ndr/core';

/** What must be uploaded before the definitions beside it can run. */
export interface AssetManifest {
  readonly pipelines: Readonly<
    Record<string, { readonly definition: string; readonly assets: readonly ListedAsset[] }>
  >;
}

interface ListedAsset {
  readonly name: string;
  readonly kind: Asset['kind'];
  /** SHA-256 of the content. */
  readonly digest: string;
  readonly uri: string;
  /** Below the folder of the jobs' code; none of what a pipeline holds itself. */
  readonly sources: readonly string[];
}

/** Lists the assets of synthesized pipelines. */
export function assetManifest(
  pipelines: readonly { readonly name: string; readonly assets: readonly PlacedAsset[] }[],
): AssetManifest {
  const entries = pipelines.map(({ name, assets }) => [
    name,
    { definition: `${name}.json`, assets: assets.map(listed) },
  ]);
  return { pipelines: Object.fromEntries(entries) as AssetManifest['pipelines'] };
}

function listed({ asset, digest, uri }: PlacedAsset): ListedAsset {
  return { name: asset.name, kind: asset.kind, digest, uri, sources: sourcesOf(asset) };
}

function sourcesOf(asset: Asset): readonly string[] {
  switch (asset.kind) {
    case 'file':
      return [asset.path];
    case 'python-packages':
      return asset.packages;
    case 'files':
      return asset.paths;
    case 'text':
      return [];
  }
}
