import { canonicalJson, sha256Hex } from '@ndr/core';
import { z } from 'zod';
import { validationError } from './service-error';
import type { Cursor, PageRequest } from '../../storage/list-page';

/** What every list operation takes. */
export interface PagedInput {
  readonly NextToken?: string | undefined;
  readonly MaxResults?: number | undefined;
}

const token = z.strictObject({
  request: z.string(),
  value: z.union([z.string(), z.number()]),
  row: z.number().int(),
});

/**
 * The page that a list operation is asked for.
 * @throws ServiceError ValidationException when the token is none, or one of another request
 */
export function requestedPage(input: PagedInput, defaultLimit: number): PageRequest {
  const limit = input.MaxResults ?? defaultLimit;
  if (input.NextToken === undefined) return { limit };
  const parsed = token.safeParse(readToken(input.NextToken));
  if (!parsed.success || parsed.data.request !== digestOf(input)) throw validationError('Invalid NextToken.');
  const { value, row } = parsed.data;
  return { limit, after: { value, row } };
}

/** The token that asks for what comes after `end`; undefined at the end of the list. */
export function nextToken(input: PagedInput, end: Cursor | undefined): string | undefined {
  if (!end) return undefined;
  const { value, row } = end;
  const text = JSON.stringify({ request: digestOf(input), value, row } satisfies z.infer<typeof token>);
  return Buffer.from(text).toString('base64url');
}

function readToken(text: string): unknown {
  try {
    return JSON.parse(Buffer.from(text, 'base64url').toString());
  } catch {
    return undefined;
  }
}

/** Filters and order, which must be the same for each page. */
function digestOf(input: PagedInput): string {
  const rest = { ...input, NextToken: undefined, MaxResults: undefined };
  return sha256Hex(canonicalJson(rest)).slice(0, 16);
}
