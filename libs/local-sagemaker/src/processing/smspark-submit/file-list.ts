import { readdirSync, statSync } from 'node:fs';
import { isAbsolute, join } from 'node:path';
import { inputError } from './submit-error';

const s3Scheme = /^s3[an]?:\/\//;

/**
 * A list of files for spark-submit: a folder becomes the files in it, S3 URIs stay.
 * The container reads the scheme of the whole list from its first item, so it would expand a mixed list wrongly;
 * such a list is refused.
 * @throws SubmitError
 */
export function fileList(list: string): string {
  if (list === '') throw inputError('path must not be empty');
  const items = list.split(',');
  const remote = items.filter((item) => s3Scheme.test(item));
  if (remote.length === items.length) return list;
  if (remote.length > 0) throw inputError(`${list} mixes S3 URIs and local paths; give a list of one kind`);
  return items.flatMap(localFiles).join(',');
}

function localFiles(item: string): string[] {
  const path = item.replace(/^file:(\/\/)?/, '');
  if (!isAbsolute(path)) throw inputError(`file path ${path} must be an absolute path to a file or directory`);
  const found = statSync(path, { throwIfNoEntry: false });
  if (!found) throw inputError(`file path ${path} does not exist`);
  if (found.isFile()) return [path];
  if (!found.isDirectory()) throw inputError(`file at ${path} is not a regular file or directory`);
  const files = readdirSync(path)
    .sort()
    .map((name) => join(path, name))
    .filter((file) => statSync(file).isFile());
  if (files.length === 0) throw inputError(`Found zero files in ${path}`);
  return files;
}
