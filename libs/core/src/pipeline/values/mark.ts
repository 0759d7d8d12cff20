/**
 * Marks references, so that they are told from JSON objects whatever members those have. It is the same symbol in every
 * copy of this package.
 */
export const mark: unique symbol = Symbol.for('ndr.reference') as never;

/** What every reference has. */
export interface Marked {
  readonly [mark]: true;
}

/** The mark, to be spread into a reference. */
export const marked: Marked = { [mark]: true };
