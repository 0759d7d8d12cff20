import { localEnvironment, type Environment } from '../environment';

/** An environment whose infrastructure apps/infra owns, in the account that moto stands in for. */
export const orchestratedEnvironment: Environment = { ...localEnvironment, name: 'staging', infrastructure: 'cdk' };
