import { tableLines } from './table';

it('aligns text to the left and numbers to the right', () => {
  const rows = [
    ['a', 1, 'x'],
    ['bcd', 12_345.678, ''],
  ];
  expect(tableLines(['name', 'n', 'note'], rows)).toEqual([
    'name          n  note',
    '────  ─────────  ────',
    'a             1  x',
    'bcd   12,345.68',
  ]);
});
