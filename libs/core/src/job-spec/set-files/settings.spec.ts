import { parseSetting } from './settings';

it.each([
  ['time_zone="UTC"', 'time_zone', 'UTC'],
  ['segment_mapping.prefix_length_v4=16', 'segment_mapping.prefix_length_v4', 16],
  ['field_mapping={"a":"b=c"}', 'field_mapping', { a: 'b=c' }],
])('reads %s', (text, key, value) => {
  expect(parseSetting(text)).toEqual([key, value]);
});

it.each(['time_zone', '="UTC"', 'time_zone=UTC', 'time_zone='])('refuses %s', (text) => {
  expect(() => parseSetting(text)).toThrow(expect.objectContaining({ code: 'usage' }));
});
