import type { SetName, WrittenSet } from '@ndr/aws';

/** What a writing did, as a program reads it. */
export function writtenDocument({ project, version, revision, setDigest, changed, removed }: SetName & WrittenSet) {
  return { project, version, revision, set_digest: setDigest, changed, removed };
}

/** What a writing did, as a person reads it. */
export function writtenLine({ project, version, revision, changed, removed }: SetName & WrittenSet): string {
  const parts = [
    ...(changed.length > 0 ? [`wrote ${changed.join(', ')}`] : []),
    ...(removed.length > 0 ? [`removed ${removed.join(', ')}`] : []),
  ];
  return `${project}/${version}: revision ${String(revision)}, ${parts.length > 0 ? parts.join('; ') : 'no change'}`;
}
