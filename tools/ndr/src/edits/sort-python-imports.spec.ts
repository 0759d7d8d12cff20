import { sortPythonImports } from './sort-python-imports';

it('puts the imports of a renamed job where ruff wants them, and leaves other blocks', () => {
  const text = `import sys
import os

from zz_builder.sums import b, a
from ndr_spark.datasets import (
    read_table,
)
import run_zz_builder

F = 1
`;
  expect(sortPythonImports(text, 'zz_builder')).toBe(`import sys
import os

import run_zz_builder
from ndr_spark.datasets import read_table
from zz_builder.sums import b, a

F = 1
`);
});

it('breaks a line that became too long, and joins one that fits again', () => {
  const long = 'x'.repeat(40);
  const names = `${long}A, ${long}B, ${long}C`;
  const broken = `from a_builder import (\n    ${long}A,\n    ${long}B,\n    ${long}C,\n)\n`;
  expect(sortPythonImports(`from a_builder import ${names}\n`, 'a_builder')).toBe(broken);
  expect(sortPythonImports('from a_builder import (\n    a,\n    b,\n)\n', 'a_builder')).toBe(
    'from a_builder import a, b\n',
  );
});

it('leaves blocks with comments', () => {
  const text = 'from z_builder import b  # why\nfrom a import c\n';
  expect(sortPythonImports(text, 'z_builder')).toBe(text);
});
