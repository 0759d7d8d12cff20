import type { ProjectGraph } from '@nx/devkit';
import { rmSync } from 'node:fs';
import { filterAffected } from 'nx/src/project-graph/affected/affected-project-graph';
import { calculateFileChanges } from 'nx/src/project-graph/file-utils';
import { crossings } from './python-boundaries';
import { nxJson } from '../testing/folder-graph';
import { Team } from '../testing/team';

/** Names of the projects that `nx affected` takes as affected when `files` change. */
async function affectedBy(graph: ProjectGraph, files: readonly string[]): Promise<readonly string[]> {
  // Otherwise Nx loads the plugins of the workspace that these tests belong to.
  process.env.NX_FORCE_REUSE_CACHED_GRAPH = 'true';
  const { nodes } = await filterAffected(graph, calculateFileChanges([...files]), nxJson, {});
  return Object.keys(nodes).sort();
}

let team: Team;
beforeAll(() => {
  team = new Team(['a1', 'b2', 'c3', 'd4', 'e5', 'f6'], ['shared', 'maths', 'unused']);
});
afterAll(() => rmSync(team.folder.root, { recursive: true }));

it('what a change affects is right to the project, in a hundred random changes of files and of imports', async () => {
  const random = randomFrom(20240419);
  const pick = <T>(all: readonly T[]): T => all[Math.floor(random() * all.length)] as T;
  await team.folder.graph();
  for (let round = 0; round < 100; round++) {
    const name = pick([...team.jobs, ...team.libraries]);
    const code = `spark-jobs/${name}/${name}/part.py`;
    const test = `spark-jobs/${name}/tests/test_part.py`;
    const others = { code: team.libraries, test: team.jobs };
    const isCode = random() < 0.6;
    const target = pick(isCode ? others.code : others.test);
    if (random() < 0.5 && target !== name) team.toggleImport(name, isCode ? code : test, target);
    const files = Array.from({ length: 1 + Math.floor(random() * 2) }, () => pick([...team.parts.keys()]));
    for (const file of files.filter((each) => each.endsWith('.py')))
      team.folder.write(file, `${team.folder.read(file)}\n# ${round}`);
    const changed = files.filter((file) => file !== 'nx.json');

    const affected = await affectedBy(await team.folder.graph(), changed);

    expect({ round, changed, affected: affected.filter((each) => each !== 'spark-jobs') }).toEqual({
      round,
      changed,
      affected: team.affectedBy(changed),
    });
  }
}, 120_000);

it('a page of a job affects nothing', async () => {
  expect(await affectedBy(await team.folder.graph(), ['spark-jobs/a1/README.md'])).toEqual([]);
});

it('a job that imports another job is found, with the file that does; a test that does is not', async () => {
  const { folder } = team;
  const crossed = async () => crossings((await folder.graph()).nodes, folder.fileMap);
  folder.write('spark-jobs/b2/tests/test_other.py', 'import run_a1');
  expect(await crossed()).toEqual([]);
  folder.write('spark-jobs/b2/b2/other.py', 'from a1.part import thing');
  folder.write('spark-jobs/shared/shared/other.py', 'import run_a1');
  expect(await crossed()).toEqual([
    { file: 'spark-jobs/b2/b2/other.py', imported: 'a1', isJob: true },
    { file: 'spark-jobs/shared/shared/other.py', imported: 'a1', isJob: true },
  ]);
  for (const file of ['b2/b2', 'shared/shared']) folder.write(`spark-jobs/${file}/other.py`, '');
});

it('code that imports what is for tests is found, with the file; a test that does is not', async () => {
  const { folder } = team;
  folder.write('spark-jobs/unused/pyproject.toml', 'classifiers = [ "Framework :: Pytest" ]');
  folder.write('spark-jobs/b2/tests/test_other.py', 'from unused.part import thing');
  const before = crossings((await folder.graph()).nodes, folder.fileMap);
  folder.write('spark-jobs/b2/b2/other.py', 'from unused.part import thing');
  const after = crossings((await folder.graph()).nodes, folder.fileMap);
  const isNew = (each: (typeof after)[number]) => !before.some(({ file }) => file === each.file);
  expect(before.filter(({ file }) => file.includes('/tests/'))).toEqual([]);
  expect(after.filter(isNew)).toEqual([{ file: 'spark-jobs/b2/b2/other.py', imported: 'unused', isJob: false }]);
});

/** Numbers from 0 to 1 that are the same in each run (mulberry32). */
function randomFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}
