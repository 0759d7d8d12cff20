/** Texts by file name. */
export type Texts = Readonly<Record<string, string>>;

/** An export of one of the modules of the model, with its name. */
export type Exported = readonly [name: string, value: unknown];

/** What a derivation is told beside the model. */
export interface DerivationOptions<Request = unknown> {
  /** Python package that the derived modules form. */
  readonly pythonPackage: string;
  readonly request: Request;
}

/** What makes something, such as derived files, of everything that the modules of the model export. */
export type Derivation<Made = Texts, Request = unknown> = (
  exported: readonly Exported[],
  options: DerivationOptions<Request>,
) => Made;
