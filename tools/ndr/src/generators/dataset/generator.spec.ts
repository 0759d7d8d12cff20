import { createTree } from '@nx/devkit/testing';
import dataset from './generator';
import { newColumns } from './columns';
import type { DatasetOptions } from './options';
import { syncModel } from '../../sync/model/sync-model';

// The model is loaded by a process of its own, which the specs of the sync generators start.
jest.mock('../../sync/model/sync-model', () => ({ syncModel: jest.fn() }));

const entryPoint = 'libs/pipelines/src/index.ts';
const options = { name: 'dns_tunnel', columns: 'host_ip:string,slice_start:timestamp,sessions_cnt:long?,bytes:long' };

function generated(more: Partial<DatasetOptions> = {}, files: Readonly<Record<string, string>> = {}) {
  const tree = createTree();
  tree.write('nx.json', '{"plugins":["ndr"]}');
  tree.write(entryPoint, "export { deltas } from './datasets/deltas';\n");
  tree.write('libs/pipelines/src/datasets/deltas.ts', "export const deltas = defineDataset({ name: 'deltas' });\n");
  for (const [path, text] of Object.entries(files)) tree.write(path, text);
  const before = contents(tree);
  return { tree, before, done: dataset(tree, { ...options, ...more }) };
}

function contents(tree: ReturnType<typeof createTree>): Readonly<Record<string, string | undefined>> {
  return Object.fromEntries(tree.listChanges().map(({ path, content }) => [path, content?.toString()]));
}

it('declares the dataset, its columns by runs of one type, and exports it beside the others', async () => {
  const { tree, done } = generated({ key: 'host_ip,slice_start', description: "what a host's DNS looks like" });
  await done;
  expect(tree.read('libs/pipelines/src/datasets/dns-tunnel.ts', 'utf-8'))
    .toBe(`import { columns, defineDataset } from '@ndr/core';

/** What a host's DNS looks like. */
export const dnsTunnel = defineDataset({
  name: 'dns_tunnel',
  description: 'What a host\\'s DNS looks like.',
  partitioning: 'slice',
  tables: {
    dns_tunnel: {
      folder: '',
      description: 'What a host\\'s DNS looks like.',
      key: ['host_ip', 'slice_start'],
      columns: [
        ...columns('string', {
          host_ip: 'Host ip',
        }),
        ...columns('timestamp', {
          slice_start: 'Slice start',
        }),
        ...columns('long', {
          sessions_cnt: { description: 'Sessions cnt', nullable: true },
          bytes: 'Bytes',
        }),
      ],
    },
  },
});
`);
  expect(tree.read(entryPoint, 'utf-8')).toContain("export { dnsTunnel } from './datasets/dns-tunnel';\n");
  expect(syncModel).toHaveBeenCalledWith(tree);
});

it('adds a row to the table of datasets in the README, and to no other', async () => {
  const readme = '| dataset | what it holds | one row is |\n| --- | --- | --- |\n| `deltas` | sums | a host |\n';
  const { tree, done } = generated({ description: 'DNS' }, { 'README.md': `# Ours\n\n${readme}` });
  await done;
  expect(tree.read('README.md', 'utf-8')).toMatch(/\| `dns_tunnel` +\| DNS +\| a host ip +\|\n$/);
});

it('declares what something else writes as external', async () => {
  const { tree, done } = generated({ external: true, partitioning: 'mini-batch' });
  await done;
  expect(tree.read('libs/pipelines/src/datasets/dns-tunnel.ts', 'utf-8')).toContain(
    "partitioning: 'mini-batch',\n  external: true,",
  );
});

describe('refuses, with nothing written,', () => {
  it.each<[string, Partial<DatasetOptions>, RegExp]>([
    ['a dataset that is declared', { name: 'deltas' }, /it declares the dataset deltas/],
    ['a name with capitals', { name: 'DnsTunnel' }, /letters a to z, digits and single underscores/],
    ['a word of a language', { name: 'select' }, /it is a word of SQL/],
    ['a column of an unknown type', { columns: 'host_ip:text' }, /no name:type with one of string, int/],
    ['a column named by a word of SQL', { columns: 'order:int' }, /order is a word of SQL/],
    ['two columns of one name', { columns: 'a:int,a:long' }, /two columns have this name/],
    ['no column', { columns: '' }, /a dataset needs a column/],
    ['a key that is no column', { key: 'peer_ip' }, /--key peer_ip: it is none of the columns/],
  ])('%s', async (_what, more, message) => {
    const { tree, before, done } = generated(more);
    await expect(done).rejects.toThrow(message);
    expect(contents(tree)).toEqual(before);
  });

  it('a second run', async () => {
    const { tree, done } = generated();
    await done;
    const before = contents(tree);
    await expect(dataset(tree, options)).rejects.toThrow(/dns-tunnel\.ts: it declares the dataset dns_tunnel/);
    expect(contents(tree)).toEqual(before);
  });
});

it('takes every type that tables have', () => {
  const types = ['string', 'int', 'long', 'double', 'timestamp', 'date', 'boolean'];
  expect(newColumns(types.map((type) => `a_${type}:${type}`)).map(({ type }) => type)).toEqual(types);
});
