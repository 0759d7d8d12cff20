import { constants } from 'node:fs';
import { copyFile, mkdir, readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { NdrError } from '@ndr/core';
import { z } from 'zod';
import type { ProcessingInput } from './processing-job';
import { onHost, type Sandbox } from './sandbox';
import type { BucketFolders } from '../storage/bucket-folders';
import { parseS3Uri } from '../storage/s3-uri';
import { storageFailure } from '../storage/storage-failure';

/** A file of an input: where it lies, and its path below the input's folder. */
interface InputFile {
  readonly file: string;
  readonly path: string;
}

/**
 * Brings an input to the instances: to each of them all of it, or its share where it is sharded by key; nothing where
 * the application brings it by itself.
 * @throws NdrError `local.input-missing`, `local.disk-full` or `local.storage`, or the reason of `signal`
 */
export async function bringInput(
  buckets: BucketFolders,
  { InputName, S3Input, AppManaged }: ProcessingInput,
  sandboxes: readonly Sandbox[],
  signal: AbortSignal,
): Promise<void> {
  if (AppManaged || S3Input.LocalPath === undefined) return;
  const files =
    S3Input.S3DataType === 'ManifestFile'
      ? await filesOfManifest(buckets, InputName, S3Input.S3Uri)
      : await filesOfPrefix(buckets, InputName, S3Input.S3Uri);
  const isSharded = S3Input.S3DataDistributionType === 'ShardedByS3Key';
  for (const [index, sandbox] of sandboxes.entries()) {
    const folder = onHost(sandbox, S3Input.LocalPath);
    const own = isSharded ? files.filter((_, position) => position % sandboxes.length === index) : files;
    await copyInto(folder, own, signal);
  }
}

async function copyInto(folder: string, files: readonly InputFile[], signal: AbortSignal): Promise<void> {
  await mkdir(folder, { recursive: true });
  for (const { file, path } of files) {
    signal.throwIfAborted();
    const target = join(folder, path);
    try {
      await mkdir(dirname(target), { recursive: true });
      await copyFile(file, target, constants.COPYFILE_FICLONE);
    } catch (error) {
      throw storageFailure(error, target);
    }
  }
}

/** One object, or all whose key starts with the URI's: named by what follows the prefix, or its last slash. */
async function filesOfPrefix(buckets: BucketFolders, input: string, uri: string): Promise<InputFile[]> {
  const { key: prefix } = parseS3Uri(uri);
  const objects = await buckets.list(uri);
  if (objects.length === 0) throw missing(input, uri, 'no object has a key that starts with it');
  const isFolder = objects.some(({ key }) => key.startsWith(`${prefix}/`));
  const above = isFolder ? prefix.length + 1 : prefix.lastIndexOf('/') + 1;
  return objects.map(({ key, file }) => ({
    file,
    path: isFolder && !key.startsWith(`${prefix}/`) ? key.slice(prefix.lastIndexOf('/') + 1) : key.slice(above),
  }));
}

const manifest = z.tuple([z.looseObject({ prefix: z.string() })], z.string());

/** The objects that a manifest lists, named by their path below its prefix. */
async function filesOfManifest(buckets: BucketFolders, input: string, uri: string): Promise<InputFile[]> {
  const [{ prefix }, ...paths] = await readManifest(buckets, input, uri);
  const files: InputFile[] = [];
  for (const path of paths) {
    const object = `${prefix}${path}`;
    if (/(^|\/)\.{0,2}(\/|$)/.test(path.replace(/^\//, '')))
      throw notAManifest(uri, `${JSON.stringify(path)} is no path of a file`);
    if (!(await buckets.exists(object)))
      throw missing(input, object, `the manifest ${uri} lists it, but it is not there`);
    files.push({ file: buckets.fileOf(object), path });
  }
  return files;
}

async function readManifest(buckets: BucketFolders, input: string, uri: string): Promise<z.infer<typeof manifest>> {
  if (!(await buckets.exists(uri))) throw missing(input, uri, 'there is no such manifest');
  try {
    return manifest.parse(JSON.parse(await readFile(buckets.fileOf(uri), 'utf8')));
  } catch (error) {
    throw notAManifest(uri, error instanceof Error ? error.message : String(error));
  }
}

function notAManifest(uri: string, cause: string): NdrError {
  return new NdrError({
    code: 'local.storage',
    place: uri,
    cause: `it is no manifest: ${cause}`,
    remedy: 'Write [{"prefix": "s3://bucket/folder/"}, "path", …].',
  });
}

function missing(input: string, uri: string, cause: string): NdrError {
  return new NdrError({
    code: 'local.input-missing',
    place: `input ${input}, ${uri}`,
    cause,
    remedy: 'Put it there, or correct the URI.',
  });
}
