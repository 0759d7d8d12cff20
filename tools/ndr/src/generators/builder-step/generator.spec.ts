import type { Tree } from '@nx/devkit';
import builderStep from './generator';
import type { BuilderStepOptions } from './options';
import { contents, virtualModel } from '../../testing/virtual-model';

// What derives from the model is run for real in round-trip.spec.ts.
jest.mock('../../sync/model/sync-model', () => ({ syncModel: jest.fn() }));
// Prettier cannot be loaded under Jest, which says so each time.
process.env.NX_SKIP_FORMAT = 'true';

const options: BuilderStepOptions = { name: 'dns-tunnel', pipeline: 'quarter', reads: 'sums' };
const library = 'libs/pipelines';
const job = 'spark-jobs/dns_tunnel_builder';

async function generated(more: Partial<BuilderStepOptions> = {}, tree = virtualModel()): Promise<Tree> {
  await builderStep(tree, { ...options, ...more });
  return tree;
}

const read = (tree: Tree, path: string) => tree.read(path, 'utf-8') ?? '';

it('writes a job with its tests, builder, JobSpec and dataset, and names them where steps are named', async () => {
  const before = contents(virtualModel());
  const after = contents(await generated());
  const changed = Object.keys(after).filter((path) => after[path] !== before[path]);
  expect(changed.sort()).toEqual([
    `${library}/README.md`,
    `${library}/src/builders/dns-tunnel-builder.ts`,
    `${library}/src/datasets/dns-tunnel.ts`,
    `${library}/src/index.ts`,
    `${library}/src/job-specs/dns-tunnel-builder.ts`,
    `${library}/src/pipelines/quarter.ts`,
    'spark-jobs/README.md',
    `${job}/dns_tunnel_builder/__init__.py`,
    `${job}/dns_tunnel_builder/sums.py`,
    `${job}/run_dns_tunnel_builder.py`,
    `${job}/tests/test_run_dns_tunnel_builder.py`,
  ]);
  expect(after[`${library}/src/pipelines/quarter.ts`]).toContain('const builders = [sumsBuilder, dnsTunnelBuilder];');
  expect(after[`${library}/README.md`]).toContain(
    '| `DnsTunnelBuilderStep` | `run_dns_tunnel_builder.py` | `sums` | `dns_tunnel` | `SumsBuilderStep` |',
  );
});

it('sums what can be summed by the first column of the key', async () => {
  const tree = await generated();
  expect(read(tree, `${job}/dns_tunnel_builder/sums.py`)).toContain(
    'KEY: tuple[str, ...] = ("host_ip", "slice_start")\n',
  );
  expect(read(tree, `${job}/dns_tunnel_builder/sums.py`)).toContain('SUMMED: tuple[str, ...] = ("sessions_cnt",)\n');
  expect(read(tree, `${library}/src/datasets/dns-tunnel.ts`)).toContain("key: ['host_ip', 'slice_start']");
});

it('takes key, dataset, parameters, description and owner from its options', async () => {
  const more = { '.github/CODEOWNERS': '* @everybody\n' };
  const tree = await generated(
    { key: '', writes: 'tunnels', parameters: 'MiniBatchId', description: "The host's tunnels", owner: 'org/team' },
    virtualModel(more),
  );
  expect(read(tree, `${job}/dns_tunnel_builder/sums.py`)).toContain('KEY: tuple[str, ...] = ("slice_start",)\n');
  expect(read(tree, `${library}/src/datasets/tunnels.ts`)).toContain("name: 'tunnels'");
  const builder = read(tree, `${library}/src/builders/dns-tunnel-builder.ts`);
  expect(builder).toContain('parameters: [...batchParameters, miniBatchId]');
  expect(builder).toContain('description: "The host\'s tunnels"');
  expect(read(tree, '.github/CODEOWNERS')).toBe(`* @everybody\n/${job}/ @org/team\n`);
});

it('is refused the second time, with nothing changed', async () => {
  const tree = await generated();
  const once = contents(tree);
  await expect(generated({}, tree)).rejects.toThrow('the step dns-tunnel exists');
  expect(contents(tree)).toEqual(once);
});

it('adds with --force what an existing step lacks, and leaves what a person wrote', async () => {
  const tree = await generated();
  const once = contents(tree);
  tree.write(`${job}/dns_tunnel_builder/sums.py`, '# mine\n');
  tree.delete(`${library}/src/builders/dns-tunnel-builder.ts`);
  await generated({ force: true }, tree);
  expect(contents(tree)).toEqual({ ...once, [`${job}/dns_tunnel_builder/sums.py`]: '# mine\n' });
});

it.each<[string, Partial<BuilderStepOptions>, RegExp]>([
  ['a pipeline that is none', { pipeline: 'hourly' }, /pipeline hourly: no source .* found: quarter/],
  ['a dataset that is none', { reads: 'flows' }, /--reads flows: the model has no such dataset; it has: sums/],
  ['a table that is none', { reads: 'sums/peer' }, /Name one of sums\/sums/],
  ['nothing to read', { reads: ' ' }, /--reads: a step reads something/],
  ['a key that is no column', { key: 'peer' }, /--key peer: sums has no such column/],
  ['a key that is no key', { key: 'share' }, /--key share: sums has it as double/],
  ['a dataset that another job writes', { writes: 'sums' }, /--writes/],
  ['a dataset whose name a language reserves', { writes: 'select' }, /it is a word of SQL/],
  ['a parameter that the pipeline has not', { parameters: 'Limit' }, /nx g ndr:parameter Limit --pipeline quarter/],
  ['an owner that is nobody', { owner: 'the team' }, /option owner: must be @user/],
  ['a description of two lines', { description: 'a\nb' }, /option description: must be one line/],
  ['an option that nobody knows', { unknown: 1 } as Partial<BuilderStepOptions>, /unknown/],
])('refuses %s, with nothing changed', async (_what, more, message) => {
  const tree = virtualModel();
  const before = contents(tree);
  await expect(generated(more, tree)).rejects.toThrow(message);
  expect(contents(tree)).toEqual(before);
});

it('refuses a pipeline that knows no batches', async () => {
  const file = `${library}/src/pipelines/quarter.ts`;
  const tree = virtualModel({ [file]: "export const p = of({ name: 'quarter', parameters: [], builders: [] });\n" });
  await expect(generated({}, tree)).rejects.toThrow('does not have the parameters of a batch');
});

it('sums into a dataset that is declared and written by nobody, by its own columns', async () => {
  const tables = 'spark-jobs/ndr_spark/ndr_spark/generated/tables.py';
  const own = read(virtualModel(), tables);
  const more = own.replaceAll(/SUMS|sums/g, (word) => (word === 'SUMS' ? 'TOTALS' : 'totals'));
  const without = more.replace(/.*"(share|unknown_cnt)".*\n/g, '');
  const declared = {
    [`${library}/src/datasets/many.ts`]: "export const totals = defineDataset({ name: 'totals' });\n",
  };
  const tree = await generated({ writes: 'totals' }, virtualModel({ [tables]: `${own}\n${without}`, ...declared }));
  expect(read(tree, `${library}/src/job-specs/dns-tunnel-builder.ts`)).toContain(
    "import { totals } from '../datasets/many';",
  );
  expect(tree.exists(`${library}/src/datasets/totals.ts`)).toBe(false);
  await expect(
    generated({ writes: 'totals' }, virtualModel({ [tables]: `${own}\n${more}`, ...declared })),
  ).rejects.toThrow('its column share is no sum of a column of sums');
});
