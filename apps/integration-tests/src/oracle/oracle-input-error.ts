/** The oracle was asked for tables that the design does not define: a missing column, batches that overlap. */
export class OracleInputError extends Error {
  override readonly name = 'OracleInputError';
}
