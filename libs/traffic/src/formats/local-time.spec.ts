import { isoMicros } from '../micros';
import { localTimeReader } from './local-time';

const inPrague = localTimeReader('Europe/Prague');
const text = (read: ReturnType<typeof inPrague>) => (read === undefined ? undefined : isoMicros(read));

it.each([
  ['2011/08/18 15:40:53.826372', '2011-08-18T13:40:53.826372Z'],
  ['2011/12/18 15:40:53.5', '2011-12-18T14:40:53.500000Z'],
  ['2011-08-18 15:40:53', '2011-08-18T13:40:53.000000Z'],
  ['2011/03/27 01:59:59.999999', '2011-03-27T00:59:59.999999Z'],
  ['2011/03/27 03:00:00', '2011-03-27T01:00:00.000000Z'],
])('reads %s in Prague as %s', (local, utc) => {
  expect(text(inPrague(local))).toBe(utc);
});

it('takes a time of the hour that the clocks repeat for the first of the two', () => {
  expect(text(inPrague('2011/10/30 02:30:00'))).toBe('2011-10-30T00:30:00.000000Z');
  expect(text(inPrague('2011/10/30 03:00:00'))).toBe('2011-10-30T02:00:00.000000Z');
});

it('counts a time that the clocks skip on from before the change', () => {
  expect(text(inPrague('2011/03/27 02:30:00'))).toBe('2011-03-27T01:30:00.000000Z');
});

it.each(['', 'yesterday', '2011/02/30 10:00:00', '2011/08/18 24:00:00', '2011/08/18 10:60:00', '2011/08/18'])(
  'takes %j for no time',
  (local) => expect(inPrague(local)).toBeUndefined(),
);
