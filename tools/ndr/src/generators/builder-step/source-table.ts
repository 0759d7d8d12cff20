import type { SourceTable } from './step-plan';
import type { TableFacts } from '../../model/python-tables';
import { Refusal, type RefusalText } from '../../refusal';

/**
 * The table that `--reads` names first, as `dataset` or `dataset/table`.
 * @throws Refusal when there is none, or when its rows belong to no slice
 */
export function sourceTable(tables: readonly TableFacts[], title: string): SourceTable {
  const [dataset = '', name] = title.split('/');
  const ofDataset = tables.filter((table) => table.dataset === dataset);
  if (ofDataset.length === 0) {
    const known = [...new Set(tables.map((table) => table.dataset))].join(', ');
    throw refusal(
      'generator.not-found',
      title,
      `the model has no such dataset; it has: ${known || 'none'}`,
      'Name one of them.',
    );
  }
  const found =
    ofDataset.length === 1 && name === undefined ? ofDataset : ofDataset.filter((each) => each.name === name);
  const [table] = found;
  if (!table) {
    const choices = ofDataset.map((each) => `${dataset}/${each.name}`).join(', ');
    throw refusal('generator.option', title, 'it does not say which table of the dataset', `Name one of ${choices}.`);
  }
  const time = (['slice_start', 'window_end_ts'] as const).find((column) =>
    table.columns.some((each) => each.name === column && each.type === 'timestamp'),
  );
  if (!table.partitionColumns.includes('hh') || !time) {
    throw refusal(
      'generator.option',
      title,
      'its rows belong to no quarter hour, and the job that is written sums quarter hours',
      'Name a dataset first that has slices, such as deltas/peer, pair_counts or fg_a; others may stand behind it.',
    );
  }
  return { table, title: table.name === dataset ? dataset : `${dataset}/${table.name}`, time };
}

function refusal(code: RefusalText['code'], title: string, cause: string, remedy: string): Refusal {
  return new Refusal({ code, place: `--reads ${title}`, cause, remedy });
}
