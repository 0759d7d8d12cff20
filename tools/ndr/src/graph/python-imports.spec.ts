import { pythonImports } from './python-imports';

it.each([
  ['import a', ['a']],
  ['import a.b.c', ['a.b.c']],
  ['import a as x, b.c as y, d', ['a', 'b.c', 'd']],
  ['from a.b import c', ['a.b']],
  ['from a import (  # why\n    b as x,\n    c,\n)', ['a']],
  ['from a import *', ['a']],
  ['import a; from b import c', ['a', 'b']],
  ['def f():\n    import a.late', ['a.late']],
  ['if TYPE_CHECKING:\n    from a import T', ['a']],
  ['try:\n    import a\nexcept ImportError:\n    import b', ['a', 'b']],
  ['import b\nimport a\nimport b', ['a', 'b']],
])('%j imports %j', (source, modules) => {
  expect(pythonImports(source)).toEqual(modules);
});

it.each([
  ['from . import a'],
  ['from .a import b'],
  ['from ... import a'],
  ['# import a'],
  ['"""\nimport a\n"""'],
  ['text = "import a"'],
  ['important = 1'],
  ['a.import_module("b")'],
  [''],
])('%j imports nothing from outside', (source) => {
  expect(pythonImports(source)).toEqual([]);
});

it('reads on after what is no Python', () => {
  expect(pythonImports('import a\ndef (:\nimport b\n')).toEqual(expect.arrayContaining(['a', 'b']));
});
