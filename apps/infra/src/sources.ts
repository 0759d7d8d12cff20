import type { PolicySources } from '@ndr/aws';

/** What the infrastructure of one environment is derived from. */
export type InfrastructureSources = PolicySources;
