/** What an operation of DynamoDB does to what is stored. */
export type Effect = 'reads' | 'writes-items' | 'changes-tables' | 'runs-statements' | 'refused';

const writesItems = new Set(['PutItem', 'UpdateItem', 'DeleteItem', 'BatchWriteItem', 'TransactWriteItems']);
const changesTables = new Set([
  'CreateTable',
  'UpdateTable',
  'DeleteTable',
  'UpdateTimeToLive',
  'UpdateContinuousBackups',
  'TagResource',
  'UntagResource',
  'PutResourcePolicy',
  'DeleteResourcePolicy',
]);
const runsStatements = new Set(['ExecuteStatement', 'BatchExecuteStatement', 'ExecuteTransaction']);
const reads = /^(Describe|List)[A-Z]|^(GetItem|BatchGetItem|TransactGetItems|Query|Scan|GetResourcePolicy)$/;

/**
 * The effect of an operation. Refused is what could not be repeated after a restart: backups and what is made of them,
 * exports, imports, global tables, and operations that are not known.
 */
export function effectOf(operation: string): Effect {
  if (writesItems.has(operation)) return 'writes-items';
  if (changesTables.has(operation)) return 'changes-tables';
  if (runsStatements.has(operation)) return 'runs-statements';
  return reads.test(operation) ? 'reads' : 'refused';
}

/** Whether the statements of a request only read. */
export function onlySelects(body: unknown): boolean {
  const { Statement, Statements, TransactStatements } = body as Readonly<Record<string, unknown>>;
  const listed = [Statements, TransactStatements].flatMap((list) => (Array.isArray(list) ? (list as unknown[]) : []));
  const texts = [Statement, ...listed.map((one) => (one as { readonly Statement?: unknown }).Statement)];
  return texts.every((text) => text === undefined || (typeof text === 'string' && /^\s*select\s/i.test(text)));
}

/** Name of the table that a change is about: by its name, or by an ARN that ends with it. */
export function tableOf(body: unknown): string | undefined {
  const { TableName, ResourceArn } = body as { readonly TableName?: unknown; readonly ResourceArn?: unknown };
  const named = TableName ?? ResourceArn;
  return typeof named === 'string' ? named.replace(/^arn:.*:table\//, '') : undefined;
}
