import { buildersOf, pipelineNamed, registerBuilder, unregisterBuilder, type Exported } from './register-builder';
import { modelSources } from '../model/sources';
import { contents, virtualModel } from '../testing/virtual-model';

const builder: Exported = { name: 'newBuilder', path: 'libs/pipelines/src/builders/new-builder.ts' };
const pipelines = 'libs/pipelines/src/pipelines';
const file = `${pipelines}/quarter.ts`;

/** What the files of a model become when the builder joins the pipeline `quarter`, and when it leaves it again. */
function registered(files: Readonly<Record<string, string>>) {
  const tree = virtualModel(files);
  const before = contents(tree);
  const register = () => {
    const sources = modelSources(tree);
    const target = buildersOf(sources, pipelineNamed(sources, 'quarter', builder), builder);
    if (target) registerBuilder(tree, sources, target, builder);
  };
  register();
  const once = contents(tree);
  register();
  const twice = contents(tree);
  unregisterBuilder(tree, modelSources(tree), builder);
  return { before, once, twice, removed: contents(tree) };
}

const line = "import { newBuilder } from '../builders/new-builder';\n";
const own = "import { sumsBuilder } from '../builders/sums-builder';\n";

/** Ways in which people arrange a pipeline: its files, where the builder goes, and how that file reads then. */
const arrangements: readonly (readonly [string, Readonly<Record<string, string>>, string, string])[] = [
  [
    'with the list in the call',
    { [file]: `${own}export const p = definePipeline({ name: 'quarter', builders: [sumsBuilder] });\n` },
    file,
    `${line}${own}export const p = definePipeline({ name: 'quarter', builders: [sumsBuilder, newBuilder] });\n`,
  ],
  [
    'with the list in another file, exported under another name',
    {
      [file]: "import { list as builders } from './lists';\nexport const p = of({ name: 'quarter', builders });\n",
      [`${pipelines}/lists.ts`]: `${own}const inner = [\n  // the first\n  sumsBuilder,\n];\nexport { inner as list };\n`,
    },
    `${pipelines}/lists.ts`,
    `${line}${own}const inner = [\n  // the first\n  sumsBuilder,\n  newBuilder,\n];\nexport { inner as list };\n`,
  ],
  [
    'that spreads another list, as const',
    {
      [file]: `${own}const base = [sumsBuilder];\nexport const p = of({ builders: [...base] as const, name: \`quarter\` });\n`,
    },
    file,
    `${line}${own}const base = [sumsBuilder];\nexport const p = of({ builders: [...base, newBuilder] as const, name: \`quarter\` });\n`,
  ],
  [
    'whose name and builders stand in constants of several files',
    {
      [file]: `import { called } from './names';\n${own}const some = [sumsBuilder];\nconst builders = some;\nexport const p = of({ name: called, builders });\n`,
      [`${pipelines}/names.ts`]: "export const called = 'quarter';\n",
    },
    file,
    `import { called } from './names';\n${line}${own}const some = [sumsBuilder, newBuilder];\nconst builders = some;\nexport const p = of({ name: called, builders });\n`,
  ],
];

describe.each(arrangements)('a pipeline %s', (_how, files, changed, expected) => {
  const result = registered(files);

  it('gets the builder and its import, and no other change', () => {
    expect(result.once).toEqual({ ...result.before, [changed]: expected });
  });

  it('does not get it twice', () => expect(result.twice).toEqual(result.once));

  it('is as it was, byte for byte, when it loses it', () => expect(result.removed).toEqual(result.before));
});

it.each([
  [
    'under an alias',
    "import { newBuilder as other } from '../builders/new-builder';\nexport const p = of({ name: 'quarter', builders: [other] });\n",
  ],
  [
    'by a list that it spreads',
    `${line}const base = [newBuilder];\nexport const p = of({ name: 'quarter', builders: [...base] });\n`,
  ],
])('a pipeline that has the builder %s stays', (_how, text) => {
  const { before, once } = registered({ [file]: text });
  expect(once).toEqual(before);
});

it('refuses builders that are computed, with the lines to add by hand', () => {
  const text = `${own}export const p = of({ name: 'quarter', builders: makeBuilders() });\n`;
  expect(() => registered({ [file]: text })).toThrow(
    `${file}: the builders of quarter are computed (makeBuilders()), not a list
Nothing was changed. Let them be an array, or add this by hand and run the same again:
  ${file}
    import { newBuilder } from '../builders/new-builder';
    newBuilder among the builders of quarter`,
  );
});

it('takes builders that are computed for right once a person has added the builder', () => {
  const text = `${line}export const p = of({ name: 'quarter', builders: makeBuilders(newBuilder) });\n`;
  const { before, once } = registered({ [file]: text });
  expect(once).toEqual(before);
});

it('refuses a pipeline that nobody declares, and names those that somebody does', () => {
  const sources = modelSources(virtualModel());
  expect(() => pipelineNamed(sources, 'hourly', builder)).toThrow(/no source below .* declares it; found: quarter/);
});
