/** Longest key that S3 takes, in bytes of UTF-8. */
export const longestKey = 1024;

/** Longest part between slashes, in bytes of UTF-8: what file systems take as a name. */
const longestPart = 255;

/** Why no file of a bucket's folder can be the object of `key`; undefined where one can. */
export function keyFault(key: string): string | undefined {
  const parts = key.split('/');
  if (key.includes('\0')) return 'a key with a NUL character cannot be a file';
  if (parts.some((part) => part === '..' || part === '.') || parts.slice(0, -1).includes('')) {
    return 'a key with empty, "." or ".." parts cannot be a file';
  }
  if (Buffer.byteLength(key) > longestKey) return `a key has at most ${longestKey} bytes`;
  if (parts.some((part) => Buffer.byteLength(part) > longestPart)) {
    return `a part of a key that is longer than ${longestPart} bytes cannot be the name of a file`;
  }
  if (/\p{Surrogate}/u.test(key)) return 'a key is a text of whole characters';
  return undefined;
}
