import { sha256Hex } from '../job-spec/digest';

/** A file of a job's code, uploaded under its digest. */
export interface FileAsset {
  readonly kind: 'file';
  /** Unique in a pipeline; the key under which `collectAssets` gives its digest. */
  readonly name: string;
  /** Folder that `path` is relative to. */
  readonly root: string;
  readonly path: string;
}

/** Python packages, each packed into a zip of its own; together they are one folder for `--py-files`. */
export interface PythonPackagesAsset {
  readonly kind: 'python-packages';
  readonly name: string;
  readonly root: string;
  /** Folders below `root`, each a package: its last part is its import name. */
  readonly packages: readonly string[];
}

/** Files and folders that a list of `smspark-submit` names; together they are one folder. A folder becomes a zip. */
export interface FilesAsset {
  readonly kind: 'files';
  readonly name: string;
  readonly root: string;
  /** The list: its last folder in the bucket and in the container. */
  readonly folder: 'py-files' | 'jars' | 'files';
  /** Files and folders below `root`. */
  readonly paths: readonly string[];
}

/** Text that the pipeline itself holds, such as Spark's settings. */
export interface TextAsset {
  readonly kind: 'text';
  readonly name: string;
  readonly fileName: string;
  readonly content: string;
  /** Folder in the bucket, below the pipeline's. */
  readonly folder: string;
}

/** Something that must lie in S3 before an execution starts. */
export type Asset = FileAsset | PythonPackagesAsset | FilesAsset | TextAsset;

/** SHA-256 digests of code bundles, 64 hex digits each, by asset name. */
export type AssetDigests = Readonly<Record<string, string>>;

/** Where the code of a pipeline lies. */
export interface CodeLocation {
  readonly bucket: string;
  /** Key prefix without slashes at its ends: the pipeline's name, unless said otherwise. */
  readonly prefix: string;
}

/** An asset with the place where a definition expects it. */
export interface PlacedAsset {
  readonly asset: Asset;
  readonly digest: string;
  /** Of a file: its S3 URI. Of packages or several files: the S3 prefix that holds them. */
  readonly uri: string;
}

/** Digest of an asset that the pipeline holds itself. */
export function textDigest(asset: TextAsset): string {
  return sha256Hex(asset.content);
}

/** The content-addressed S3 URI of `asset`: another content is another place, so what runs is never changed. */
export function placeAsset(asset: Asset, digest: string, { bucket, prefix }: CodeLocation): PlacedAsset {
  const base = `s3://${bucket}/${prefix}`;
  switch (asset.kind) {
    case 'text':
      return { asset, digest, uri: `${base}/${asset.folder}/${digest}/${asset.fileName}` };
    case 'file':
      return { asset, digest, uri: `${base}/code/${digest}/${asset.path.slice(asset.path.lastIndexOf('/') + 1)}` };
    case 'python-packages':
      return { asset, digest, uri: `${base}/code/${digest}/py-files` };
    case 'files':
      return { asset, digest, uri: `${base}/code/${digest}/${asset.folder}` };
  }
}
