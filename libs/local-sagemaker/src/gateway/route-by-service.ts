import type { IncomingHttpHeaders } from 'node:http';
import { credentialScope } from './credential-scope';

/** Who answers a request. */
export type Route =
  | { readonly to: 'sagemaker' | 'logs'; readonly operation: string }
  | { readonly to: 'dynamodb'; readonly operation: string; readonly region: string }
  | { readonly to: 's3' }
  | { readonly to: 'moto' }
  | { readonly to: 'self' };

/** Where a server tells who it is; no bucket has such a name. */
export const selfPath = '/_ndr/server';

const ownTargets = { SageMaker: 'sagemaker', Logs_20140328: 'logs' } as const;
const ownServices = { sagemaker: 'sagemaker', logs: 'logs' } as const;

/**
 * Finds who answers a request. Its target says so where there is one, else the service that it was signed for; what
 * nobody signed is a request to S3, unless it is a form as older services take them.
 */
export function routeOf(request: { readonly headers: IncomingHttpHeaders; readonly url: string }): Route {
  const { headers, url } = request;
  if (url === selfPath) return { to: 'self' };
  const target = headers['x-amz-target'];
  const scope = credentialScope(headers, url);
  const [prefix = '', operation = ''] = typeof target === 'string' ? splitTarget(target) : [];
  if (Object.hasOwn(ownTargets, prefix)) return { to: ownTargets[prefix as keyof typeof ownTargets], operation };
  if (prefix.startsWith('DynamoDB_')) return { to: 'dynamodb', operation, region: scope?.region ?? 'us-east-1' };
  const service = scope?.service ?? '';
  // These services know no other protocol here: moto must not answer for them.
  if (Object.hasOwn(ownServices, service)) return { to: ownServices[service as keyof typeof ownServices], operation };
  if (service === 's3') return { to: 's3' };
  const isForm = headers['content-type']?.startsWith('application/x-www-form-urlencoded') ?? false;
  return scope || prefix !== '' || isForm ? { to: 'moto' } : { to: 's3' };
}

function splitTarget(target: string): [string, string] {
  const dot = target.lastIndexOf('.');
  return [target.slice(0, Math.max(0, dot)), target.slice(dot + 1)];
}
