import type { Change, PlannedPart } from './change';
import { inParallel } from '../in-parallel';
import type { ObjectStore } from '../code-bundles/upload-assets';

/** Something that has to lie in S3, under a URI that holds its digest. */
export interface WantedObject {
  readonly uri: string;
  readonly bytes: Uint8Array;
}

const requestsAtOnce = 8;

/** Plans the uploads of those of `objects` that `store` lacks: what lies under a URI has its content. */
export async function planCode(objects: readonly WantedObject[], store: ObjectStore): Promise<PlannedPart[]> {
  const unique = [...new Map(objects.map((object) => [object.uri, object])).values()];
  const present = await inParallel(unique, requestsAtOnce, ({ uri }) => store.exists(uri));
  return unique
    .filter((_, index) => !present[index])
    .map(({ uri, bytes }) => ({ changes: [uploadOf(uri, bytes)], apply: () => store.put(uri, bytes) }));
}

function uploadOf(uri: string, bytes: Uint8Array): Change {
  return { kind: 'code', name: uri, action: 'create', fields: [{ pointer: '/bytes', new: bytes.byteLength }] };
}
