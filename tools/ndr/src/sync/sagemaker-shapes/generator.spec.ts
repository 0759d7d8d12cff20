import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { workspaceRoot } from '@nx/devkit';
import { flushChanges, FsTree } from 'nx/src/generators/tree';
import syncSagemakerShapes from './generator';
import { readShapes } from './read-shapes';

const file = 'libs/core/src/pipeline/shapes/sagemaker-shapes.ts';
let root: string;

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'ndr-shapes-'));
  symlinkSync(join(workspaceRoot, 'node_modules'), join(root, 'node_modules'));
});
afterEach(() => rmSync(root, { recursive: true }));

/** Runs the generator as `nx sync` does, and writes what it changed. */
function sync() {
  const tree = new FsTree(root, false);
  const result = syncSagemakerShapes(tree);
  const changes = tree.listChanges();
  flushChanges(root, changes);
  return { result, changes };
}

it('leaves a workspace alone that has no such folder', () => {
  expect(sync()).toEqual({ result: {}, changes: [] });
});

it('writes the module once, undoes an edit by hand, and finds nothing to do after that', () => {
  mkdirSync(join(root, 'libs/core/src/pipeline/shapes'), { recursive: true });
  expect(sync().result).toMatchObject({ outOfSyncDetails: [file] });
  writeFileSync(join(root, file), 'export const structures = {};');
  const { changes } = sync();
  expect(changes).toMatchObject([{ type: 'UPDATE', path: file }]);
  expect(changes[0]?.content?.toString()).toContain('CreateProcessingJobRequest: {"ProcessingInputs"');
  expect(sync()).toEqual({ result: {}, changes: [] });
});

describe('shapes', () => {
  const read = (declarations: string, ...roots: string[]) => {
    writeFileSync(join(root, 'models_0.d.ts'), declarations);
    return readShapes(root, roots);
  };

  it('have the type of each member, and say which are required', () => {
    const declarations = `export interface Job {
      Name: string | undefined;
      Count?: number | undefined;
      On?: boolean | undefined;
      Since?: Date | undefined;
      Tags?: Tag[] | undefined;
      Variables?: Record<string, string> | undefined;
      Elsewhere?: Unknown | undefined;
    }
    export interface Tag { Key: string | undefined; }
    export interface Apart { Key: string | undefined; }`;
    expect(read(declarations, 'Job').structures).toEqual({
      Job: {
        Name: 'string!',
        Count: 'number',
        On: 'boolean',
        Since: 'timestamp',
        Tags: 'Tag[]',
        Variables: '{string}',
        Elsewhere: 'any',
      },
      Tag: { Key: 'string!' },
    });
  });

  it('have the values of an enumeration, unless it is one that grows all the time', () => {
    const values = Array.from({ length: 41 }, (_, index) => `readonly V${index}: "v${index}";`).join('');
    const declarations = `export declare const Mode: { readonly A: "a"; readonly B: "b"; };
      export declare const Instance: { ${values} };
      export interface Job { Mode?: Mode | undefined; Instance?: Instance | undefined; }`;
    expect(read(declarations, 'Job')).toEqual({
      structures: { Job: { Mode: 'Mode', Instance: 'string' } },
      enumerations: { Mode: ['a', 'b'] },
    });
  });

  it('end where structures hold each other', () => {
    const declarations = 'export interface Tree { Branches?: Tree[] | undefined; }';
    expect(read(declarations, 'Tree').structures).toEqual({ Tree: { Branches: 'Tree[]' } });
  });
});
