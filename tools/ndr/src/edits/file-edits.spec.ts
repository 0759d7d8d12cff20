import { createTree } from '@nx/devkit/testing';
import { editFiles } from './file-edits';
import { insertion } from './text-edit';

it('edits of one file, found apart, do not move each other, and equal ones count once', () => {
  const tree = createTree();
  tree.write('a.ts', 'ad');
  tree.write('b.ts', 'x');
  editFiles(tree, [
    { path: 'a.ts', edits: [insertion(2, 'e')] },
    { path: 'b.ts', edits: [insertion(1, 'y')] },
    { path: 'a.ts', edits: [insertion(1, 'bc'), insertion(2, 'e')] },
  ]);
  expect([tree.read('a.ts', 'utf-8'), tree.read('b.ts', 'utf-8')]).toEqual(['abcde', 'xy']);
});
