import { NdrError, type PlacedAsset } from '@ndr/core';
import type { CodeBundle } from './code-bundle';

/** Where objects lie, by their `s3://` URIs. */
export interface ObjectStore {
  exists(uri: string): Promise<boolean>;
  put(uri: string, bytes: Uint8Array): Promise<void>;
}

/** URIs of the objects that were written, and of those that lay there already. */
export interface Uploaded {
  readonly written: readonly string[];
  readonly present: readonly string[];
}

/**
 * Writes the objects of `placed` that `store` lacks. Their URIs hold their digests: what lies there has their content.
 * @throws NdrError `asset.digest-missing` when an asset was not collected
 */
export async function uploadAssets(
  placed: readonly PlacedAsset[],
  bundles: ReadonlyMap<string, CodeBundle>,
  store: ObjectStore,
): Promise<Uploaded> {
  const objects = objectsOf(placed, bundles);
  const results = await Promise.all(
    objects.map(async ({ uri, bytes }) => {
      if (await store.exists(uri)) return { uri, present: true };
      await store.put(uri, bytes);
      return { uri, present: false };
    }),
  );
  return {
    written: results.filter(({ present }) => !present).map(({ uri }) => uri),
    present: results.filter(({ present }) => present).map(({ uri }) => uri),
  };
}

/**
 * The objects of `placed`, each with its URI.
 * @throws NdrError `asset.digest-missing` when an asset was not collected
 */
export function objectsOf(
  placed: readonly PlacedAsset[],
  bundles: ReadonlyMap<string, CodeBundle>,
): readonly { readonly uri: string; readonly bytes: Uint8Array }[] {
  return placed.flatMap((each) =>
    bundleOf(each, bundles).objects.map(({ suffix, bytes }) => ({ uri: each.uri + suffix, bytes })),
  );
}

function bundleOf({ asset, digest }: PlacedAsset, bundles: ReadonlyMap<string, CodeBundle>): CodeBundle {
  const bundle = bundles.get(asset.name);
  if (bundle?.digest === digest) return bundle;
  throw new NdrError({
    code: 'asset.digest-missing',
    place: `asset ${asset.name}`,
    cause: `it was placed under the digest ${digest}, and ${bundle ? `packed as ${bundle.digest}` : 'not packed'}`,
    remedy: 'Upload what the same collectAssets gave that synth took.',
  });
}
