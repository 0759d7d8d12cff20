import type { Dataset } from '@ndr/core';
import { code, codes, markdownTable } from '../../markdown-table';

/** What each table of each dataset holds, column by column. */
export function datasetsPage(datasets: readonly Dataset[]): string {
  return [
    '<!-- Derived by `npx nx sync` from the datasets. Do not edit. -->',
    '',
    '# Datasets',
    '',
    ...datasets.flatMap(datasetSection),
  ].join('\n');
}

function datasetSection({ name, description, formats, partitioning, tables }: Dataset): readonly string[] {
  const parts = Object.entries(tables).flatMap(([table, { description: what, key, columns }]) => [
    `### ${name}: ${table}`,
    '',
    what,
    ...(key.length === 0 ? [] : ['', `Key: ${codes(key)}.`]),
    '',
    ...markdownTable(
      ['column', 'type', 'holds'],
      columns.map((column) => [
        code(column.name),
        `${column.type}${column.nullable ? ' or null' : ''}`,
        column.description,
      ]),
    ),
  ]);
  return [`## ${name}`, '', description, '', `A partition a ${partitioning}; ${formats.join(' or ')}.`, '', ...parts];
}
