import { placeAsset, textDigest, type Asset, type AssetDigests, type PlacedAsset } from './assets';
import type { PipelineDefinition } from './definition.schema';
import type { Pipeline } from './pipeline';
import { assetsOf } from './references';
import { renderDefinition } from './render-definition';
import { definitionWithinLimit, validate, type Finding } from './validate';
import { NdrError, refuse } from '../errors/ndr-error';

/** What `synth` needs beside the pipeline. */
export interface SynthOptions {
  /** Digests of the code bundles; `collectAssets` of @ndr/aws computes them. */
  readonly assets: AssetDigests;
}

/** A pipeline in SageMaker's language. */
export interface Synthesized {
  readonly definition: PipelineDefinition;
  /** The definition as SageMaker takes it; the same pipeline and digests give the same bytes. */
  readonly json: string;
  /** What must be uploaded before an execution starts, each asset once, in order of use. */
  readonly assets: readonly PlacedAsset[];
  /** What is legal but probably not meant. */
  readonly warnings: readonly Finding[];
}

/**
 * Makes SageMaker's definition of `pipeline`.
 * @throws NdrError with every rule that the pipeline breaks, or `asset.digest-missing`
 */
export function synth(pipeline: Pipeline, { assets: digests }: SynthOptions): Synthesized {
  const findings = validate(pipeline);
  refuse(findings.filter(({ severity }) => severity === 'error'));

  const assets = placeAssets(pipeline, digests);
  const definition = renderDefinition(pipeline, {
    locate: (asset) => assets.get(asset.name)?.uri ?? '',
    codeLocation: pipeline.codeLocation,
  });
  const json = JSON.stringify(definition);
  refuse(definitionWithinLimit(json));
  return {
    definition,
    json,
    assets: [...assets.values()],
    warnings: findings.filter(({ severity }) => severity === 'warning'),
  };
}

function placeAssets(pipeline: Pipeline, digests: AssetDigests): ReadonlyMap<string, PlacedAsset> {
  return new Map(
    assetsOf(pipeline).map((asset) => [asset.name, placeAsset(asset, digestOf(asset, digests), pipeline.codeLocation)]),
  );
}

function digestOf(asset: Asset, digests: AssetDigests): string {
  if (asset.kind === 'text') return textDigest(asset);
  const digest = digests[asset.name];
  if (digest !== undefined) return digest;
  throw new NdrError({
    code: 'asset.digest-missing',
    place: `asset ${asset.name}`,
    cause: 'synth got no digest for it',
    remedy: 'Pack the pipeline with collectAssets of @ndr/aws and pass its digests.',
  });
}
