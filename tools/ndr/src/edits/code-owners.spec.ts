import { createTree } from '@nx/devkit/testing';
import { addOwner } from './code-owners';

it.each(['.github/CODEOWNERS', 'CODEOWNERS', 'docs/CODEOWNERS'])('an owner comes last in %s, once', (path) => {
  const tree = createTree();
  tree.write(path, '* @a/all');
  for (const owner of ['@a/b', '@a/c']) addOwner(tree, 'libs/x', owner);
  expect(tree.read(path, 'utf-8')).toBe('* @a/all\n/libs/x/ @a/b\n');
});

it('a workspace without the file gets it where GitHub looks first', () => {
  const tree = createTree();
  addOwner(tree, 'libs/x', 'a/b');
  expect(tree.read('.github/CODEOWNERS', 'utf-8')).toBe('/libs/x/ @a/b\n');
});
