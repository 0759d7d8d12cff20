import type { SourceTable, TargetTable } from './step-plan';
import type { ColumnFacts, TableFacts } from '../../model/python-tables';
import { datasetNames } from '../../names/dataset-names';
import { Refusal } from '../../refusal';

const keyTypes = ['string', 'int', 'long'];
const mostSummed = 3;

/** Column that counts the rows of a key. */
const counter = 'rows_cnt';

/**
 * The table that the step writes: a new one whose columns are made of those of the source, or one that the model has
 * and nobody writes.
 * @throws Refusal when a column cannot be made of those of the source
 */
export function targetTable(
  tables: readonly TableFacts[],
  source: SourceTable,
  dataset: string,
  key: readonly string[] | undefined,
): TargetTable {
  const names = datasetNames(dataset);
  const known = tables.filter((table) => table.dataset === dataset);
  if (known.length > 0) return { names, isNew: false, ...existing(known, source, dataset) };
  return { names, isNew: true, key: keyOf(source, key), summed: summable(source, key ?? []).slice(0, mostSummed) };
}

function keyOf({ table, title, time }: SourceTable, given: readonly string[] | undefined): readonly ColumnFacts[] {
  if (given) return given.filter((name) => name !== time).map((name) => keyColumn(table, title, name));
  const [first] = table.key.filter((name) => name !== time && keyTypes.includes(typeOf(table, name)));
  return first === undefined ? [] : [keyColumn(table, title, first)];
}

function keyColumn(table: TableFacts, title: string, name: string): ColumnFacts {
  const column = table.columns.find((each) => each.name === name);
  if (column && keyTypes.includes(column.type)) return column;
  const names = table.columns.filter(({ type }) => keyTypes.includes(type)).map((each) => each.name);
  throw new Refusal({
    code: 'generator.option',
    place: `--key ${name}`,
    cause: column ? `${title} has it as ${column.type}, which is no key` : `${title} has no such column`,
    remedy: `Choose of ${names.join(', ')}.`,
  });
}

/** Columns of the source that stay true when rows are added up. */
function summable({ table }: SourceTable, key: readonly string[]): readonly ColumnFacts[] {
  return table.columns.filter(
    ({ name, type, isNullable }) =>
      /_(cnt|sum)$/.test(name) &&
      ['long', 'double'].includes(type) &&
      !isNullable &&
      name !== counter &&
      !key.includes(name) &&
      !table.key.includes(name),
  );
}

/** Key and sums of a table that the model has, by what its columns are called. */
function existing(
  known: readonly TableFacts[],
  source: SourceTable,
  dataset: string,
): Pick<TargetTable, 'key' | 'summed'> {
  const [table] = known;
  if (!table || known.length > 1 || table.name !== dataset || !table.key.includes('slice_start')) {
    throw new Refusal({
      code: 'generator.option',
      place: `--writes ${dataset}`,
      cause: 'it is not one table with a row a quarter hour, named as its dataset',
      remedy: 'Name a new dataset.',
    });
  }
  const keyNames = table.key.filter((name) => name !== 'slice_start');
  const rest = table.columns.filter(({ name }) => !table.key.includes(name) && name !== counter);
  const sums = summable(source, keyNames);
  const foreign = rest.find(({ name }) => !sums.some((each) => each.name === name));
  if (foreign) {
    throw new Refusal({
      code: 'generator.option',
      place: `--writes ${dataset}`,
      cause: `its column ${foreign.name} is no sum of a column of ${source.title}`,
      remedy: 'Name a new dataset, and change the job that is written.',
    });
  }
  return { key: keyNames.map((name) => keyColumn(source.table, source.title, name)), summed: rest };
}

const typeOf = (table: TableFacts, name: string) => table.columns.find((each) => each.name === name)?.type ?? '';
