import { createHash } from 'node:crypto';
import { Crc32, Crc32c, Crc64Nvme } from '@aws-sdk/checksums/crc';
import type { S3Call } from './call';
import { header } from './call';
import { notImplemented, S3Error } from './s3-error';

/** The checksum algorithms of S3 that the gateway knows. */
export const checksumAlgorithms = ['CRC32', 'CRC32C', 'CRC64NVME', 'SHA1', 'SHA256'] as const;
export type ChecksumAlgorithm = (typeof checksumAlgorithms)[number];

/** Of the whole object, or of the checksums of its parts. */
export type ChecksumType = 'FULL_OBJECT' | 'COMPOSITE';

/** A checksum of an object, in base64; of one made from parts with their number behind. */
export interface Checksum {
  readonly algorithm: ChecksumAlgorithm;
  readonly value: string;
  readonly type: ChecksumType;
}

/** Takes bytes and gives their checksum. */
export interface RunningChecksum {
  update(bytes: Uint8Array): void;
  digest(): Promise<Buffer>;
}

export function runningChecksum(algorithm: ChecksumAlgorithm): RunningChecksum {
  switch (algorithm) {
    case 'CRC32':
      return ofCrc(new Crc32());
    case 'CRC32C':
      return ofCrc(new Crc32c());
    case 'CRC64NVME':
      return ofCrc(new Crc64Nvme());
    case 'SHA1':
    case 'SHA256': {
      const hash = createHash(algorithm.toLowerCase());
      return { update: (bytes) => void hash.update(bytes), digest: () => Promise.resolve(hash.digest()) };
    }
  }
}

interface Crc {
  update(bytes: Uint8Array): void;
  digest(): Promise<Uint8Array>;
}

function ofCrc(crc: Crc): RunningChecksum {
  return { update: (bytes) => crc.update(bytes), digest: async () => Buffer.from(await crc.digest()) };
}

/** Name of the header, or trailer, that carries a checksum. */
export const checksumHeader = (algorithm: ChecksumAlgorithm) => `x-amz-checksum-${algorithm.toLowerCase()}`;

/** Members of XML answers that carry a checksum. */
export function checksumMembers(checksum: Checksum | undefined): Record<string, string> {
  return checksum ? { [`Checksum${checksum.algorithm}`]: checksum.value, ChecksumType: checksum.type } : {};
}

/** Headers that carry a checksum. */
export function checksumHeaders(checksum: Checksum | undefined): Record<string, string> {
  return checksum ? { [checksumHeader(checksum.algorithm)]: checksum.value, 'x-amz-checksum-type': checksum.type } : {};
}

/**
 * The algorithm of the checksum that a request brings or announces, as a header or a trailer.
 * @throws S3Error `NotImplemented` for one that is not known, `InvalidRequest` for several
 */
export function announcedAlgorithm(call: S3Call): ChecksumAlgorithm | undefined {
  const inTrailer = (header(call, 'x-amz-trailer') ?? '').split(',').map((name) => name.trim().toLowerCase());
  const names = [...Object.keys(call.headers), ...inTrailer]
    .filter((name) => name.startsWith('x-amz-checksum-'))
    .map((name) => name.slice('x-amz-checksum-'.length))
    .filter((name) => !['algorithm', 'mode', 'type'].includes(name));
  const named = header(call, 'x-amz-sdk-checksum-algorithm') ?? header(call, 'x-amz-checksum-algorithm');
  const [first = named?.toLowerCase(), ...others] = names;
  if (first === undefined) return undefined;
  if (others.length > 0) {
    throw new S3Error(
      'InvalidRequest',
      'Expecting a single x-amz-checksum- header. Multiple checksum Types are not allowed.',
    );
  }
  return knownAlgorithm(first);
}

/** @throws S3Error `NotImplemented` for an algorithm that is not known */
export function knownAlgorithm(name: string): ChecksumAlgorithm {
  const found = checksumAlgorithms.find((algorithm) => algorithm === name.toUpperCase());
  if (!found) throw notImplemented(`the checksum algorithm ${name.slice(0, 40)}`);
  return found;
}

/**
 * The checksum over the parts of an object, of the checksums of the parts.
 * @param parts their checksums in base64, in the order of the parts
 */
export async function compositeChecksum(algorithm: ChecksumAlgorithm, parts: readonly string[]): Promise<Checksum> {
  const running = runningChecksum(algorithm);
  for (const part of parts) running.update(Buffer.from(part, 'base64'));
  const value = (await running.digest()).toString('base64');
  return { algorithm, value: `${value}-${parts.length}`, type: 'COMPOSITE' };
}
