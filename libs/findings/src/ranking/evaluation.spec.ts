import type { EpisodeLabel } from '@ndr/pipelines';
import { alarmScore, episodeRanks, evaluate } from './evaluation';
import type { HostDay } from './host-days';

const day = (host_ip: string, score: number, date = '2024-05-20'): HostDay => ({
  ...{ host_ip, day: date, score, new_pairs: 0 },
  ...{ window_end_ms: null, window_label: null, role: null },
});
const episode = (source: string, target: string, from = '2024-05-20T10:00:00Z'): EpisodeLabel => ({
  ...{ episode: `of-${source}`, attack: 'a', start: from, end: from.replace('T10', 'T11') },
  ...{ source_ips: [source], target_ips: [target], target_ports: [1], flows: 1, description: '' },
});

const loud = alarmScore + 1;
const quiet = alarmScore - 1;

it('ranks an episode by its first source, and by a target where no source is a host', () => {
  const worst = [day('server', 30), day('a', 20), day('b', 10)];
  const labels = [episode('b', 'server'), episode('203.0.113.9', 'server'), episode('nobody', 'none')];
  expect(episodeRanks(labels, worst, []).map(({ rank }) => rank)).toEqual([3, 1, null]);
});

it('recalls the episodes that have a host among the first k', () => {
  const worst = Array.from({ length: 12 }, (_, index) => day(`h${index + 1}`, 30 - index));
  const episodes = episodeRanks(
    [episode('h5', 'x'), episode('h6', 'x'), episode('h11', 'x'), episode('none', 'x')],
    worst,
    [],
  );
  expect(evaluate(episodes, worst).recall).toEqual([
    { k: 5, recall: 0.25 },
    { k: 10, recall: 0.5 },
    { k: 20, recall: 0.75 },
  ]);
});

it('counts as false the alarms on days of hosts without an episode', () => {
  const days = [
    day('attacker', loud),
    day('attacker', loud, '2024-05-19'),
    day('target', loud),
    day('other', loud),
    day('other', quiet, '2024-05-19'),
  ];
  const episodes = episodeRanks([episode('attacker', 'target')], days, []);
  expect(evaluate(episodes, days)).toMatchObject({
    alarms: 4,
    false_alarms: 2,
    host_days: 5,
    false_alarms_a_host_day: 2 / 5,
  });
});

it('does not take one of many targets for a part of the attack', () => {
  const sweep = { ...episode('attacker', ''), target_ips: Array.from({ length: 200 }, (_, index) => `h${index}`) };
  const days = [day('h7', loud)];
  expect(evaluate(episodeRanks([sweep], days, []), days).false_alarms).toBe(1);
});
