/** V8's way to a stack that leaves out `declare` and what it called. */
type StackCapture = (holder: { stack?: string }, declare: (...values: never) => unknown) => void;

/**
 * Place in the source, `file:line`, from which `declare` was called, for messages about what it declared. Undefined
 * where the engine has no such stack.
 */
export function callerOf(declare: (...values: never) => unknown): string | undefined {
  const { captureStackTrace } = Error as { captureStackTrace?: StackCapture };
  if (!captureStackTrace) return undefined;
  const holder: { stack?: string } = {};
  captureStackTrace(holder, declare);
  const caller = holder.stack?.split('\n').find((line) => line.trimStart().startsWith('at '));
  return caller && /\(?([^()\s]+:\d+):\d+\)?$/.exec(caller)?.[1]?.replace(/^file:\/\//, '');
}

/** `what`, with the place in the source that declared it, where that is known. */
export function declaredAt(what: string, source: string | undefined): string {
  return source === undefined ? what : `${what} (${source})`;
}
