export { infrastructureApp } from './app';
export type { InfrastructureSources } from './sources';
