import { createTree } from '@nx/devkit/testing';
import { addToApiReport, removeFromApiReport } from './api-report';
import { addOwner, removeOwners } from './code-owners';

describe('the report of exports', () => {
  const report = `// @public
export const alpha: Builder;

// @public (undocumented)
export type Beta = string;

// @public
export function gamma(): void;

// (No @packageDocumentation comment for this package)
`;

  it.each(['aardvark', 'alphabet', 'betaBuilder', 'zulu'])(
    'has %s in the order of letters, once, and loses it again',
    (name) => {
      const including = addToApiReport(report, name, 'Builder');
      expect(addToApiReport(including, name, 'Builder')).toBe(including);
      const names = [...including.matchAll(/^export \w+ (\w+)/gm)].map(([, each = '']) => each.toLowerCase());
      expect(names).toEqual([...names].sort());
      expect(names).toHaveLength(4);
      expect(removeFromApiReport(including, name)).toBe(report);
    },
  );
});

describe('owners', () => {
  it('of a folder are added once to the file that a workspace has', () => {
    const tree = createTree();
    tree.write('CODEOWNERS', '* @everybody');
    addOwner(tree, 'jobs/a', '@team');
    addOwner(tree, 'jobs/a', '@other');
    expect(tree.read('CODEOWNERS', 'utf-8')).toBe('* @everybody\n/jobs/a/ @team\n');
    expect(tree.exists('.github/CODEOWNERS')).toBe(false);
  });

  it('go with their folder, and the file with the last one', () => {
    const tree = createTree();
    addOwner(tree, 'jobs/a', 'somebody');
    addOwner(tree, 'jobs/ab', '@org/team');
    removeOwners(tree, 'jobs/a');
    expect(tree.read('.github/CODEOWNERS', 'utf-8')).toBe('/jobs/ab/ @org/team\n');
    removeOwners(tree, 'jobs/ab');
    expect(tree.exists('.github/CODEOWNERS')).toBe(false);
  });
});
