import { dotOf } from './dot';
import { drawingOf, type Drawing } from './drawing';
import { htmlOf } from './html';
import { layersOf } from './layers';
import { mermaidOf } from './mermaid';
import { cases } from '../python-sdk/cases';

const drawingOfCase = (name: string): Drawing => {
  const pipeline = cases[name];
  if (!pipeline) throw new Error(name);
  return drawingOf(pipeline.name, pipeline);
};

/** Edges by the first lines of their nodes. */
const edgesOf = ({ nodes, edges }: Drawing) => {
  const names = new Map(nodes.map(({ id, lines }) => [id, lines[0]]));
  return edges.map(({ from, to, label }) => [names.get(from), label ?? '→', names.get(to)].join(' '));
};

it('shows who waits for whom, by word, by use and by branch', () => {
  expect(edgesOf(drawingOfCase('conditions')).filter((edge) => !edge.startsWith('M'))).toEqual([
    'Ratio → EnoughRows',
    'EnoughRows if Publish',
    'EnoughRows if IsBackfill',
    'IsBackfill if Backfill',
    'EnoughRows else TooFewRows',
  ]);
  expect(edgesOf(drawingOfCase('conditions'))).toContain('Measure → EnoughRows');
});

it('puts parameters together that the same steps use', () => {
  const { nodes } = drawingOfCase('conditions');
  expect(nodes.filter(({ kind }) => kind === 'parameters').map(({ lines }) => lines)).toEqual([
    ['Mode'],
    ['MinimumRows'],
    ['Ratio', 'Force'],
  ]);
});

it('shows datasets between the steps that write and read them, in place of the wait', () => {
  const pipeline = cases.ndr_15m;
  const datasets = [
    { step: 'DeltaBuilderStep', reads: ['integration'], writes: ['deltas'] },
    { step: 'FGABuilderStep', reads: ['deltas'], writes: ['fg_a'] },
  ];
  const edges = edgesOf(drawingOf('x', pipeline ?? { parameters: [], steps: [] }, datasets));
  expect(edges.filter((edge) => !/^(ProjectName|ProcessingImageUri)/.test(edge))).toEqual([
    'integration → DeltaBuilderStep',
    'DeltaBuilderStep → deltas',
    'deltas → FGABuilderStep',
    'FGABuilderStep → fg_a',
  ]);
});

it('is text for Mermaid and Graphviz', () => {
  const drawing = drawingOfCase('fail');
  expect(mermaidOf(drawing)).toMatchInlineSnapshot(`
   "flowchart TD
     parameters_0[/"Reason"/]
     step_0{"Choose<br/>Condition"}
     step_1["Plain<br/>Fail"]
     step_2["Joined<br/>Fail"]
     parameters_0 --> step_0
     parameters_0 --> step_2
     step_0 -->|if| step_1
     step_0 -->|else| step_2
   "
  `);
  expect(dotOf(drawing)).toMatchInlineSnapshot(`
   "digraph "fail" {
     node [fontname="sans-serif"];
     parameters_0 [shape=note, label="Reason"];
     step_0 [shape=diamond, label="Choose\\nCondition"];
     step_1 [shape=box, label="Plain\\nFail"];
     step_2 [shape=box, label="Joined\\nFail"];
     parameters_0 -> step_0;
     parameters_0 -> step_2;
     step_0 -> step_1 [label="if"];
     step_0 -> step_2 [label="else"];
   }
   "
  `);
});

it('places each node below those that it waits for, and none over another', () => {
  const drawing = drawingOfCase('depends_on');
  const { nodes } = layersOf(drawing);
  const places = new Map(nodes.map((node) => [node.id, node]));
  for (const { from, to } of drawing.edges) {
    const [above, below] = [places.get(from), places.get(to)];
    expect((below?.y ?? 0) - (above?.y ?? 0)).toBeGreaterThan(above?.height ?? 0);
  }
  const overlapping = nodes.filter((one) =>
    nodes.some(
      (other) => other !== one && other.y === one.y && other.x < one.x + one.width && one.x < other.x + other.width,
    ),
  );
  expect(overlapping).toEqual([]);
});

it('is a page that needs nothing else, its texts escaped', () => {
  const page = htmlOf({ title: '<b>&"', nodes: [{ id: 'a', kind: 'step', lines: ['<script>', 'Fail'] }], edges: [] });
  expect(page).toContain('&lt;script&gt;');
  expect(page).not.toMatch(/<script|<link|src=|https?:/);
  expect(page).toContain('<title>&lt;b&gt;&amp;&quot;</title>');
});
