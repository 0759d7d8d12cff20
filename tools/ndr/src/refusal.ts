import type { ErrorCode } from '@ndr/core';

/** What a generator tells the reader when it cannot do what it was asked: as an `NdrError` does. */
export interface RefusalText {
  readonly code: ErrorCode;
  /** Which option, file or name it is about. */
  readonly place: string;
  readonly cause: string;
  readonly remedy: string;
  /** Lines to add by hand, by file, where the generator could not be sure. */
  readonly byHand?: Readonly<Record<string, readonly string[]>>;
}

/**
 * Ends a generator before it has written anything. It is no `NdrError`, since Nx loads generators from their sources, and
 * @ndr/core loads from a build, which may not be there.
 */
export class Refusal extends Error {
  override readonly name = 'Refusal';
  readonly text: RefusalText;

  constructor(text: RefusalText) {
    const lines = Object.entries(text.byHand ?? {}).flatMap(([file, added]) => [
      `  ${file}`,
      ...added.map((line) => `    ${line}`),
    ]);
    super([`${text.code} at ${text.place}: ${text.cause}`, text.remedy, ...lines].join('\n'));
    this.text = text;
  }
}
