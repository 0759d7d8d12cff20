import type { NewColumn } from './columns';
import { capital, inComment, quoted, sentence } from '../../edits/source-text';
import type { DatasetNames } from '../../names/dataset-names';

/** What a dataset's module says. */
export interface NewDataset {
  readonly names: DatasetNames;
  readonly description: string;
  readonly partitioning: string;
  readonly isExternal: boolean;
  readonly key: readonly string[];
  readonly columns: readonly NewColumn[];
}

/** The module that declares a dataset of one table. */
export function datasetModule(dataset: NewDataset): string {
  const { names, partitioning, isExternal, key, columns } = dataset;
  const description = quoted(capital(sentence(dataset.description)));
  return `import { columns, defineDataset } from '@ndr/core';

/** ${inComment(capital(sentence(dataset.description)))} */
export const ${names.constant} = defineDataset({
  name: '${names.name}',
  description: ${description},
  partitioning: '${partitioning}',${isExternal ? '\n  external: true,' : ''}
  tables: {
    ${names.name}: {
      folder: '',
      description: ${description},
      key: [${key.map(quoted).join(', ')}],
      columns: [
${runsOfOneType(columns).map(columnsCall).join('\n')}
      ],
    },
  },
});
`;
}

/** Columns in their order, those of one type that follow each other together. */
function runsOfOneType(columns: readonly NewColumn[]): readonly (readonly NewColumn[])[] {
  const runs: NewColumn[][] = [];
  for (const column of columns) {
    const run = runs.at(-1);
    if (run?.[0]?.type === column.type) run.push(column);
    else runs.push([column]);
  }
  return runs;
}

function columnsCall(run: readonly NewColumn[]): string {
  const described = run.map(({ name, isNullable }) => {
    const text = quoted(phrase(name));
    return `          ${name}: ${isNullable ? `{ description: ${text}, nullable: true }` : text},`;
  });
  return [`        ...columns('${run[0]?.type ?? ''}', {`, ...described, '        }),'].join('\n');
}

/** `host_ip` as a description to write better: `Host ip`. */
const phrase = (name: string) => capital(name.replaceAll('_', ' '));
