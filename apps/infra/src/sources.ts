import type { Environment, PolicySources } from '@ndr/aws';

/** What the infrastructure of one environment is derived from. */
export type InfrastructureSources = PolicySources;

/** Name of something that the environment file does not name: `ndr-staging-notifications`. */
export function nameIn({ name }: Environment, purpose: string): string {
  return `ndr-${name}-${purpose}`;
}
