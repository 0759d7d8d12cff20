import { open } from 'node:fs/promises';
import { Duplex } from 'node:stream';
import { TransformStream } from 'node:stream/web';
import { createGunzip } from 'node:zlib';

import { NdrError } from '@ndr/core';
import { XzReadableStream } from 'xz-decompress';

/** How files are packed, by their first bytes in hexadecimal; `unpacker` of those that are read as they are. */
const packings: readonly {
  readonly name: string;
  readonly signature: string;
  readonly unpacker?: (chunkBytes: number) => Duplex;
}[] = [
  { name: 'gzip', signature: '1f8b', unpacker: (chunkSize) => createGunzip({ chunkSize }) },
  { name: 'xz', signature: 'fd377a585a00', unpacker: xzUnpacker },
  { name: 'zstd', signature: '28b52ffd' },
  { name: 'bzip2', signature: '425a68' },
  { name: 'zip', signature: '504b0304' },
];

/**
 * A stream that unpacks a file, chosen by its first bytes, in pieces of about `chunkBytes`; undefined for plain text.
 * @throws NdrError `traffic.unreadable` for a packing that is not read
 */
export async function unpackerOf(file: string, chunkBytes: number): Promise<Duplex | undefined> {
  const handle = await open(file);
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(6), 0, 6, 0);
    const begin = buffer.toString('hex', 0, bytesRead);
    const packing = packings.find(({ signature }) => begin.startsWith(signature));
    if (packing && !packing.unpacker) {
      throw new NdrError({
        code: 'traffic.unreadable',
        place: file,
        cause: `it is packed with ${packing.name}`,
        remedy: 'Unpack it first; plain text, gzip and xz are read as they are.',
      });
    }
    return packing?.unpacker?.(chunkBytes);
  } finally {
    await handle.close();
  }
}

/** Unpacks xz of any number of streams; memory is that of the dictionary, at most 64 MiB for `xz -9`. */
function xzUnpacker(): Duplex {
  const { readable, writable } = new TransformStream<Uint8Array, Uint8Array>();
  return Duplex.fromWeb({ writable, readable: new XzReadableStream(readable) });
}

/** What the xz decoder's numbers mean, as far as they say what is wrong with a file. */
const xzCauses: Readonly<Record<string, string>> = {
  3: 'its xz data asks for more memory than there is',
  4: 'its xz data asks for more memory than the decoder may use',
  5: 'something that is no xz data follows its xz data',
  6: 'its xz data uses a filter or a check other than LZMA2 with CRC32, CRC64 or none',
  7: 'its xz data is damaged',
  8: 'it ends in the middle of its xz data',
};

/** Why the xz decoder gave up; undefined for an error of something else. */
export function xzFailure(error: unknown): string | undefined {
  const code = error instanceof Error ? /^get_next_output failed with error code (\d+)$/.exec(error.message)?.[1] : '';
  return code ? (xzCauses[code] ?? `its xz data cannot be unpacked (code ${code})`) : undefined;
}
