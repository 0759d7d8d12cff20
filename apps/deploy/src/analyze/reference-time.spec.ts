import { referenceTimeAfter } from './reference-time';

const now = new Date('2024-05-20T10:17:03Z');
const after = (end: string) => referenceTimeAfter(new Date(end), now).toISOString();

it.each([
  ['2009-11-18T23:45:00Z', '2009-11-19T00:00:00.000Z'],
  ['2009-11-19T00:00:00Z', '2009-11-19T00:00:00.000Z'],
  ['2009-11-19T00:15:00Z', '2009-11-20T00:00:00.000Z'],
  ['2024-05-19T23:45:00Z', '2024-05-20T00:00:00.000Z'],
])('is the first midnight at or after the end of data at %s', (end, midnight) => {
  expect(after(end)).toBe(midnight);
});

it.each(['2024-05-20T00:15:00Z', '2024-05-20T10:15:00Z', '2030-01-01T00:00:00Z'])(
  'is the newest midnight for data that ends today or later, at %s',
  (end) => expect(after(end)).toBe('2024-05-20T00:00:00.000Z'),
);
