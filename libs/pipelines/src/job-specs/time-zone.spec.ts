import { timeZone } from './time-zone';

// What Java takes was asked of java.time.ZoneId.of.
it.each([
  'UTC',
  'Europe/Berlin',
  'America/Port-au-Prince',
  'Etc/GMT+5',
  'Antarctica/DumontDUrville',
  'Africa/Dar_es_Salaam',
])('takes the canonical name %s', (name) => expect(timeZone.parse(name)).toBe(name));

it.each(['Asia/Kolkata', 'Europe/Kyiv', 'Asia/Ho_Chi_Minh', 'America/Argentina/Buenos_Aires'])(
  'takes %s, which Java knows and JavaScript calls otherwise',
  (name) => expect(timeZone.parse(name)).toBe(name),
);

it.each([
  ['europe/berlin', 'Europe/Berlin'],
  ['EUROPE/BERLIN', 'Europe/Berlin'],
  ['utc', 'UTC'],
  ['asia/kolkata', 'Asia/Calcutta'],
  ['EST', 'America/Panama'],
  ['PST', 'America/Los_Angeles'],
  ['America/Port-Au-Prince', 'America/Port-au-Prince'],
])('refuses %s, which only JavaScript takes, and names %s', (name, canonical) => {
  expect(timeZone.safeParse(name).error?.issues).toMatchObject([
    { message: `must be the canonical name of the time zone: ${canonical}` },
  ]);
});

it.each(['Mars/Olympus', '', '+02:00'])('refuses %j, which is no time zone', (name) => {
  expect(timeZone.safeParse(name).error?.issues).toMatchObject([
    { message: 'must be the name of a time zone, such as Europe/Berlin' },
  ]);
});
