import { Refusal } from '../../refusal';
import { languagesThatReserve } from '../../names/reserved-words';

/** Types of columns, in Spark's names. */
const types = ['string', 'int', 'long', 'double', 'timestamp', 'date', 'boolean'];

/** A column as an option says it. */
export interface NewColumn {
  readonly name: string;
  readonly type: string;
  readonly isNullable: boolean;
}

/**
 * The columns that `written` says, each as `name:type` or `name:type?`.
 * @throws Refusal for another form, an unknown type, a name that is taken or cannot be one
 */
export function newColumns(written: readonly string[]): readonly NewColumn[] {
  const columns = written.map(newColumn);
  const twice = columns.find(({ name }, index) => columns.findIndex((each) => each.name === name) !== index);
  if (twice) throw refusal(twice.name, 'two columns have this name', 'Name each column once.');
  if (columns.length === 0) throw refusal('', 'a dataset needs a column', 'Give one: --columns=host_ip:string.');
  return columns;
}

function newColumn(written: string): NewColumn {
  const [, name = '', type = '', mark] = /^([^:]*):([a-z]+)(\?)?$/.exec(written) ?? [];
  if (!types.includes(type)) {
    throw refusal(written, `it is no name:type with one of ${types.join(', ')}`, 'Write it so: sessions_cnt:long.');
  }
  if (!/^[a-z][a-z0-9_]{0,63}$/.test(name)) {
    const cause = 'a column is named by lower-case letters a to z, digits and underscores, a letter first';
    throw refusal(written, cause, 'Write it so: sessions_cnt:long.');
  }
  if (languagesThatReserve(name).includes('SQL')) {
    throw refusal(written, `${name} is a word of SQL`, `Choose another name: ${name}_value.`);
  }
  return { name, type, isNullable: mark !== undefined };
}

/**
 * The columns of `key`; the first one when nothing is said.
 * @throws Refusal when one of them is no column
 */
export function keyColumns(columns: readonly NewColumn[], key: readonly string[] | undefined): readonly string[] {
  const names = columns.map(({ name }) => name);
  const unknown = key?.find((name) => !names.includes(name));
  if (unknown === undefined) return key ?? names.slice(0, 1);
  throw new Refusal({
    code: 'generator.option',
    place: `--key ${unknown}`,
    cause: 'it is none of the columns',
    remedy: `Use one of ${names.join(', ')}.`,
  });
}

function refusal(written: string, cause: string, remedy: string): Refusal {
  return new Refusal({ code: 'generator.option', place: `--columns ${written}`, cause, remedy });
}
