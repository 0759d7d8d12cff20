/** Texts by file name. */
export type Texts = Readonly<Record<string, string>>;

/** An export of one of the modules of the model, with its name. */
export type Exported = readonly [name: string, value: unknown];

/** What makes derived files of everything that the modules of the model export. */
export type Derivation = (exported: readonly Exported[]) => Texts;
