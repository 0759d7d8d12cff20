import { html, raw } from 'hono/html';
import { episodeTags } from './episode-tags';
import { pairTable } from './pairs';
import type { Draw } from '../charts/plot';
import { metricChart } from '../charts/metric-chart';
import type { Html } from '../html';
import type { SeriesPoint } from '../metric-series';
import { deviationsText, instantText, metricText, numberText, windowText } from '../texts';
import type { HostFinding, MetricEvidence } from '../../ranking/findings';

/** A metric that stands out, with its values over the judged range. */
export interface ChartedMetric {
  readonly evidence: MetricEvidence;
  readonly series: readonly SeriesPoint[];
}

/** A host with the metrics that are charted. */
export interface ChartedHost {
  readonly finding: HostFinding;
  readonly charted: readonly ChartedMetric[];
}

/** Hosts that are open from the start. */
const open = 3;

/** The hosts that stand out most, each with its evidence. */
export function hostsSection(draw: Draw, hosts: readonly ChartedHost[], intro: string): Html {
  return html`<section aria-labelledby="hosts">
    <h2 id="hosts">Hosts that stand out</h2>
    <p>${intro}</p>
    ${hosts.some(({ charted }) => charted.length > 0) ? legend() : ''}
    ${hosts.map((host, index) => hostDetails(draw, host, index < open))}
  </section>`;
}

function legend(): Html {
  return html`<ul class="legend" aria-label="What the charts show">
    <li><i class="k-value"></i>the host</li>
    <li><i class="k-median"></i>baseline: median</li>
    <li><i class="k-band"></i>its middle half (p25 to p75)</li>
    <li><i class="k-wide"></i>up to p99</li>
    <li><i class="k-alarm"></i>the window that stands out</li>
  </ul>`;
}

function hostDetails(draw: Draw, { finding, charted }: ChartedHost, isOpen: boolean): Html {
  const { rank, host_ip, score, episodes, evidence, pairs, new_pairs, day } = finding;
  return html`<details class="host" ${isOpen ? raw('open') : ''}>
    <summary>
      <span class="rank"><span class="muted">#</span>${rank}</span>
      <h3 class="mono">${host_ip}</h3>
      <span class="score" title="Score">${score.toFixed(1)}</span>
      <span class="why">${reasonOf(finding)} ${episodeTags(episodes)}</span>
    </summary>
    <div class="inside">
      <p class="small muted">
        Worst on ${day}. ${new_pairs > 0 ? html`${numberText(new_pairs)} pairs of that day are new to it.` : ''}
      </p>
      <div class="charts">${charted.map((metric) => metricFigure(draw, metric))}</div>
      ${evidence.length > charted.length ? moreEvidence(evidence.slice(charted.length)) : ''}
      ${pairs.length > 0 ? pairTable(`Unexpected pairs of ${host_ip}`, pairs) : ''}
    </div>
  </details>`;
}

/** Why a host stands out, in a few words. */
function reasonOf({ evidence, pairs }: HostFinding): string {
  const [first] = evidence;
  if (first) {
    return `${metricText(first.metric)}: ${numberText(first.value)}, usually ${numberText(first.median)}`;
  }
  const [pair] = pairs;
  return pair
    ? `${pair.dst_ip}, port ${pair.dst_port}: ${pair.is_new_to_host ? 'not met before' : 'met by few'}`
    : 'Nothing stands out';
}

function metricFigure(draw: Draw, { evidence, series }: ChartedMetric): Html {
  const { metric, role, window_label, window_end_ts } = evidence;
  return html`<figure>
    ${raw(metricChart(draw, evidence, series))}
    <figcaption>
      <strong>${metricText(metric)}</strong> <code>${metric}</code>, ${role}: ${numberText(evidence.value)} in the
      ${windowText(window_label)} to ${instantText(window_end_ts)}, ${standingOf(evidence)}
    </figcaption>
  </figure>`;
}

function moreEvidence(evidence: readonly MetricEvidence[]): Html {
  return html`<ul class="small">
    ${evidence.map(
      (each) =>
        html`<li>
          ${metricText(each.metric)} <code>${each.metric}</code>: ${numberText(each.value)}, ${standingOf(each)}
        </li>`,
    )}
  </ul>`;
}

function standingOf({ deviations, median, baseline_level }: MetricEvidence): string {
  const whose = { HOST: 'its own', SEGMENT: "its segment's", GLOBAL: "everybody's", RUN: "the run's" }[baseline_level];
  return `${deviationsText(deviations)} ${whose} median of ${numberText(median)} (${baseline_level}).`;
}
