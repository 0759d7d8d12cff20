import { addTableRow, removeTableRow, tableRows } from './table-row';

const table = `# Title

| other |
| ----- |
| x     |

| step | what |
| ---- | ---- |
| a    | b    |

Text with | in it.
`;
const wider = table.replace(
  `| step | what |
| ---- | ---- |
| a    | b    |`,
  `| step | what |
| ---- | ---- |
| a    | b    |
| c    | d    |`,
);

it('a row is added to the table with that header, and nowhere else', () => {
  expect(addTableRow(table, ['step'], ['c', 'd'])).toBe(wider);
});

it('a row that is there stays, whatever else it says', () => {
  expect(addTableRow(wider, ['step'], ['c', 'other'])).toBe(wider);
});

it('a wide cell widens its column, and its removal narrows it', () => {
  const wide = addTableRow(table, ['step'], ['long name', 'd']);
  expect(wide).toContain('| step      | what |\n| --------- | ---- |\n| a         | b    |\n| long name | d    |\n');
  expect(removeTableRow(wide, ['step'], 'long name')).toBe(table);
});

it('columns keep their alignment', () => {
  const aligned = '| step | n | m |\n| :--- | --: | :-: |\n| a | 1 | 2 |\n';
  expect(addTableRow(aligned, ['step'], ['b', '100', '20000'])).toBe(
    '| step |   n |   m   |\n| :--- | --: | :---: |\n| a    |   1 |   2   |\n| b    | 100 | 20000 |\n',
  );
});

it('a bar that is escaped belongs to its cell', () => {
  const escaped = '| step | what |\n| ---- | ---- |\n| a    | b\\|c |\n';
  expect(tableRows(escaped, ['step'])).toEqual([['a', 'b\\|c']]);
  expect(addTableRow(escaped, ['step'], ['d', 'e'])).toBe(`${escaped}| d    | e    |\n`);
});

it('a text without such a table stays', () => {
  expect(addTableRow(table, ['job'], ['c'])).toBe(table);
  expect(removeTableRow(table, ['step'], 'nobody')).toBe(table);
});
