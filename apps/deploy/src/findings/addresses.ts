import type { JobSpecSet } from '@ndr/aws';
import { canonicalAddress, segmentOf, type SegmentMapping } from '@ndr/findings';
import { z } from 'zod';

/** An address on the command line, in canonical text behind it. */
export const addressArgument = z
  .string()
  .refine((text) => canonicalAddress(text) !== undefined, 'must be an IPv4 or IPv6 address')
  .overwrite((text) => canonicalAddress(text) ?? text);

/** Segment of an address, as the JobSpecs of its project say. */
export function segmentIn({ members }: JobSpecSet, address: string): string {
  const mapping = members[0]?.spec.segment_mapping as SegmentMapping;
  return segmentOf(address, mapping);
}
