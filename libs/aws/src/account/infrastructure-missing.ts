import { codes, NdrError } from '@ndr/core';
import type { Environment } from '../environment';

/** Something that apps/infra creates is not there. */
export function infrastructureMissing({ name }: Environment, what: string): NdrError {
  return new NdrError({
    code: 'deploy.infrastructure-missing',
    place: `environment ${name}`,
    cause: `its infrastructure is deployed by the CDK, and the ${what} does not exist`,
    remedy: codes['deploy.infrastructure-missing'].remedy,
  });
}
