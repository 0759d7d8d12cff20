/** One object of a bundle. */
export interface CodeObject {
  /** What follows the asset's URI: nothing for a file, `/<package>.zip` for a package. */
  readonly suffix: string;
  readonly bytes: Uint8Array;
}

/** An asset, packed: its objects as they lie in S3, and one digest over them all. */
export interface CodeBundle {
  /** SHA-256, 64 hex digits. */
  readonly digest: string;
  readonly objects: readonly CodeObject[];
}
