import type { IncomingHttpHeaders } from 'node:http';

/** For which service and region a request was signed. */
export interface CredentialScope {
  readonly region: string;
  readonly service: string;
}

/**
 * What the signature of a request says of itself: in the header `Authorization`, or in the query of a presigned URL.
 * Signatures are not checked: any credentials will do here. Undefined for a request that nobody signed.
 */
export function credentialScope(headers: IncomingHttpHeaders, url: string): CredentialScope | undefined {
  const inHeader = /\bCredential=([^,\s]+)/.exec(headers.authorization ?? '')?.[1];
  const credential = inHeader ?? new URLSearchParams(url.split('?')[1]).get('X-Amz-Credential') ?? '';
  // The first part is the key's id, in which a slash may stand.
  const [region, service, end] = credential.split('/').slice(-3);
  if (end !== 'aws4_request' || !region || !service || !/^[a-z0-9-]{1,40}$/.test(region)) return undefined;
  return { region, service };
}
