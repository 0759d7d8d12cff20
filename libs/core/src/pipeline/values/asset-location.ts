import { marked, type Marked } from './mark';
import type { Asset } from '../assets';

/** S3 URI of an asset, known to synth once the asset's digest is. */
export interface AssetLocation extends Marked {
  readonly kind: 'asset-location';
  readonly asset: Asset;
}

/** The S3 URI at which a job finds `asset`. */
export function locationOf(asset: Asset): AssetLocation {
  return { ...marked, kind: 'asset-location', asset };
}
