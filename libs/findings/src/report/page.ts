import { createHash } from 'node:crypto';
import type { RunReport } from '@ndr/pipelines';
import { html, raw } from 'hono/html';
import { loadPlot } from './charts/plot';
import { slicesADay, type DayCoverage } from './coverage';
import { attacksSection } from './sections/attacks';
import { coverageSection } from './sections/coverage';
import { hostsSection, type ChartedHost } from './sections/hosts';
import { pairsSection } from './sections/pairs';
import { rejectsSection } from './sections/rejects';
import { runsSection } from './sections/runs';
import { style } from './style';
import { instantText, numberText } from './texts';
import type { Html } from './html';
import type { Findings } from '../ranking/findings';

/** Everything that a page shows. */
export interface ReportContent {
  readonly project: string;
  readonly version: string;
  /** When the page was made. */
  readonly now: Date;
  readonly findings: Findings;
  readonly hosts: readonly ChartedHost[];
  readonly coverage: readonly DayCoverage[];
  readonly runs: readonly RunReport[];
}

/**
 * One HTML page without scripts and without a request: its policy allows its own style sheet and nothing else. Texts from
 * data (addresses, reasons, notes) are escaped.
 */
export async function renderPage(content: ReportContent): Promise<string> {
  const draw = await loadPlot();
  const { project, version, now, findings, hosts, coverage, runs } = content;
  const styleDigest = createHash('sha256').update(style).digest('base64');
  const policy = `default-src 'none'; style-src 'sha256-${styleDigest}'; base-uri 'none'; form-action 'none'`;
  const page = await html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta http-equiv="Content-Security-Policy" content="${policy}" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <meta name="referrer" content="no-referrer" />
        <title>Findings of ${project} ${version}</title>
        ${raw(`<style>${style}</style>`)}
      </head>
      <body>
        <a class="skip" href="#main">Skip to the findings</a>
        <header class="top">
          <div class="wrap">
            <h1>Findings of ${project} <span class="muted">${version}</span></h1>
            <p class="muted">
              ${instantText(findings.from)} to ${instantText(findings.to)} UTC. ${referenceText(findings)}
            </p>
            ${contents(findings)}
          </div>
        </header>
        <main id="main" class="wrap">
          ${facts(content)} ${limits(findings)}
          ${findings.episodes && findings.evaluation ? attacksSection(findings.episodes, findings.evaluation) : ''}
          ${hostsSection(draw, hosts, hostsIntro(findings))} ${pairsSection(findings.pairs, pairsIntro(findings))}
          ${coverageSection(draw, coverage)} ${rejectsSection(draw, runs)} ${runsSection(draw, runs)}
        </main>
        <footer class="wrap small muted">
          <p>Made by ndr at ${instantText(now.toISOString())} UTC. All times are UTC.</p>
        </footer>
      </body>
    </html> `;
  return String(page);
}

function contents({ episodes }: Findings): Html {
  const parts: readonly (readonly [string, string])[] = [
    ...(episodes ? ([['attacks', 'Labelled attacks']] as const) : []),
    ['hosts', 'Hosts'],
    ['pairs', 'Pairs'],
    ['coverage', 'Coverage'],
    ['rejects', 'Rejected rows'],
    ['runs', 'Runs'],
  ];
  return html`<nav aria-label="Parts of the page">
    <ul>
      ${parts.map(([id, text]) => html`<li><a href="#${id}">${text}</a></li>`)}
    </ul>
  </nav>`;
}

/** The rank down to which the page's head counts attacks as found. */
const foundAmong = 10;

function facts({ findings, coverage }: ReportContent): Html {
  const slices = coverage.reduce((sum, { complete }) => sum + complete, 0);
  const found = findings.evaluation?.recall.find(({ k }) => k === foundAmong);
  return html`<dl class="facts">
    <div>
      <dt>Hosts judged</dt>
      <dd>${numberText(findings.hosts_judged)}</dd>
    </div>
    <div>
      <dt>Complete slices</dt>
      <dd>${numberText(slices)} <small>of ${numberText(coverage.length * slicesADay)}</small></dd>
    </div>
    <div>
      <dt>Strongest host</dt>
      <dd>${findings.hosts[0]?.score.toFixed(1) ?? '0'} <small>score</small></dd>
    </div>
    ${
      found
        ? html`<div>
            <dt>Attacks in the first ${foundAmong}</dt>
            <dd>${Math.round(found.recall * 100)} %</dd>
          </div>`
        : ''
    }
  </dl>`;
}

function referenceText({ reference }: Findings): string {
  return reference.kind === 'baseline'
    ? `Held against the ${reference.horizon} baseline of ${reference.end}.`
    : 'Hosts are compared with each other.';
}

/** What the ranking could not know. */
function limits({ limits: sentences }: Findings): Html | string {
  if (sentences.length === 0) return '';
  return html`<p class="note">${sentences.join(' ')}</p>`;
}

function hostsIntro({ reference }: Findings): string {
  const against =
    reference.kind === 'baseline'
      ? 'its own baseline, its segment’s or everybody’s'
      : 'what is ordinary among the hosts of the run';
  return `The score adds up kinds of evidence in a host’s worst window: how many robust deviations its metrics stand from ${against}, and how unexpected its pairs are.`;
}

function pairsIntro({ reference }: Findings): string {
  return reference.kind === 'baseline'
    ? 'A pair is a source, a destination and a port. New is one that the baseline does not know; the longer it lasts and the more it moves, the higher it stands.'
    : 'A pair is a source, a destination and a port. Without a baseline they are ranked by how few of the run’s sessions they are.';
}
