import { defaultProjectSet } from '@ndr/aws';

/** Bucket of everything simulated. */
export const simulatedBucket = 'simulated';

/** The project whose weeks are simulated. */
export const simulatedSet = defaultProjectSet({ bucket: simulatedBucket, project: 'simulated', version: 'v1' });
