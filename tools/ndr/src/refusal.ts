/** What a generator tells the reader when it cannot do what it was asked. */
export interface RefusalText {
  /** Which option, file or name it is about. */
  readonly place: string;
  readonly cause: string;
  readonly remedy: string;
  /** Lines to add by hand, by file, where the generator could not be sure. */
  readonly byHand?: Readonly<Record<string, readonly string[]>>;
}

/** Ends a generator before it has written anything. */
export class Refusal extends Error {
  override readonly name = 'Refusal';
  readonly text: RefusalText;

  constructor(text: RefusalText) {
    const lines = Object.entries(text.byHand ?? {}).flatMap(([file, added]) => [
      `  ${file}`,
      ...added.map((line) => `    ${line}`),
    ]);
    super([`${text.place}: ${text.cause}`, text.remedy, ...lines].join('\n'));
    this.text = text;
  }
}
