/** The page's only style sheet: readable in light and dark, on narrow screens, on paper, and by keyboard. */
export const style = `
:root {
  color-scheme: light dark;
  --surface: #ffffff; --raised: #f6f7f9; --line: #d9dde3; --text: #1a1f27; --muted: #586272; --accent: #0b5cad;
  --value: #0b5cad; --median: #6b7686; --band: #b9cfe8; --band-wide: #e3ecf6; --alarm: #c2410c;
  --good: #2f8f5b; --partial: #d99a1c; --missing: #d5d9e0; --bad: #b42318; --tag: #fde8d7; --tag-text: #7c2d12;
}
@media (prefers-color-scheme: dark) {
  :root {
    --surface: #12161c; --raised: #1a2029; --line: #323b48; --text: #e8ecf2; --muted: #a2adbc; --accent: #7fb6f0;
    --value: #7fb6f0; --median: #8c98a8; --band: #2f4a68; --band-wide: #1e2d3f; --alarm: #fb923c;
    --good: #3fae74; --partial: #d9a53a; --missing: #39424f; --bad: #f3877c; --tag: #4a2a16; --tag-text: #fdd9b8;
  }
}
* { box-sizing: border-box; }
html { scroll-behavior: smooth; }
@media (prefers-reduced-motion: reduce) { html { scroll-behavior: auto; } }
body {
  margin: 0; background: var(--surface); color: var(--text);
  font: 16px/1.5 system-ui, -apple-system, "Segoe UI", Roboto, sans-serif;
}
a { color: var(--accent); }
:focus-visible { outline: 3px solid var(--accent); outline-offset: 2px; border-radius: 4px; }
.skip { position: absolute; left: -999rem; }
.skip:focus { left: 1rem; top: 1rem; background: var(--surface); padding: .5rem 1rem; z-index: 1; }
.wrap { max-width: 72rem; margin: 0 auto; padding: 0 1.25rem; }
header.top { border-bottom: 1px solid var(--line); background: var(--raised); padding: 1.75rem 0 1rem; }
h1 { overflow-wrap: anywhere; font-size: 1.65rem; line-height: 1.25; margin: 0 0 .35rem; letter-spacing: -.01em; }
h2 { font-size: 1.25rem; margin: 2.5rem 0 .35rem; letter-spacing: -.01em; }
h3 { font-size: 1rem; margin: 0; }
p { margin: .35rem 0 .75rem; max-width: 78ch; text-wrap: pretty; }
.muted, figcaption, caption { color: var(--muted); }
.small, figcaption { font-size: .875rem; }
nav ul { list-style: none; display: flex; flex-wrap: wrap; gap: .25rem 1.1rem; margin: .75rem 0 0; padding: 0; }
code, .mono { font-family: ui-monospace, "Cascadia Mono", "Segoe UI Mono", Menlo, Consolas, monospace; font-size: .92em; }
.mono { overflow-wrap: anywhere; }
td .mono { overflow-wrap: normal; white-space: nowrap; }
.facts { display: grid; grid-template-columns: repeat(auto-fit, minmax(10rem, 1fr)); gap: .75rem; margin: 1.5rem 0 0; padding: 0; }
.facts div { border: 1px solid var(--line); border-radius: .6rem; padding: .7rem .9rem; background: var(--surface); }
.facts dt { color: var(--muted); font-size: .85rem; }
.facts dd { margin: 0; font-size: 1.45rem; font-weight: 600; font-variant-numeric: tabular-nums; }
.facts dd small { font-size: .85rem; font-weight: 400; color: var(--muted); }
.note { border-left: 4px solid var(--partial); background: var(--raised); padding: .6rem .9rem; border-radius: 0 .4rem .4rem 0; max-width: none; }
.scroll { overflow-x: auto; border: 1px solid var(--line); border-radius: .6rem; margin: .75rem 0; }
table { border-collapse: collapse; width: 100%; font-size: .92rem; font-variant-numeric: tabular-nums; }
caption { text-align: left; padding: .5rem .75rem; font-size: .875rem; }
th, td { text-align: left; padding: .45rem .75rem; border-top: 1px solid var(--line); vertical-align: top; }
thead th { border-top: 0; background: var(--raised); font-weight: 600; white-space: nowrap; }
caption + thead th { border-top: 1px solid var(--line); }
.number { text-align: right; white-space: nowrap; }
time.fit, .tag { white-space: nowrap; }
.tag { display: inline-block; padding: .05rem .5rem; border-radius: 1rem; font-size: .8rem; font-weight: 600; background: var(--tag); color: var(--tag-text); }
.tag.plain { background: var(--raised); color: var(--muted); border: 1px solid var(--line); font-weight: 400; }
.failed { color: var(--bad); font-weight: 600; }
details.host { border: 1px solid var(--line); border-radius: .6rem; margin: .6rem 0; background: var(--surface); }
details.host > summary {
  cursor: pointer; padding: .7rem .9rem; display: grid; gap: .1rem .9rem; align-items: baseline;
  grid-template-columns: 2.2rem minmax(11rem, 16rem) 4rem 1fr;
}
details.host > summary::-webkit-details-marker { display: none; }
details.host > summary { list-style: none; }
details.host > summary::after { content: "Show"; color: var(--accent); font-size: .85rem; grid-column: 5; justify-self: end; }
details.host[open] > summary::after { content: "Hide"; }
details.host[open] > summary { border-bottom: 1px solid var(--line); }
details.host .inside { padding: .9rem; }
.rank { color: var(--muted); font-variant-numeric: tabular-nums; }
.score { font-weight: 600; text-align: right; font-variant-numeric: tabular-nums; }
.charts { display: grid; grid-template-columns: repeat(auto-fill, minmax(min(100%, 19rem), 1fr)); gap: 1rem; }
figure { margin: 0; }
figure[role="img"] { max-width: 44rem; }
figcaption strong { color: var(--text); }
svg.chart { display: block; width: 100%; height: auto; color: var(--muted); background: transparent; overflow: visible; }
.legend { display: flex; flex-wrap: wrap; gap: .25rem 1.1rem; list-style: none; padding: 0; margin: .35rem 0; font-size: .875rem; color: var(--muted); }
.legend i { display: inline-block; width: .9rem; height: .9rem; border-radius: .2rem; margin-right: .4rem; vertical-align: -.1rem; }
.k-good { background: var(--good); } .k-partial { background: var(--partial); } .k-missing { background: var(--missing); }
.k-band { background: var(--band); } .k-wide { background: var(--band-wide); } .k-value { background: var(--value); } .k-alarm { background: var(--alarm); }
.k-median { background: var(--median); }
.wide svg.chart { min-width: 34rem; }
footer { margin: 3rem 0 2rem; border-top: 1px solid var(--line); padding-top: 1rem; }
@media (max-width: 42rem) {
  .wrap { padding: 0 .9rem; }
  h1 { font-size: 1.35rem; }
  details.host > summary { grid-template-columns: 1.8rem 1fr auto; }
  details.host > summary .why { grid-column: 2 / -1; }
  details.host > summary::after { grid-column: 2 / -1; justify-self: start; }
  .facts { grid-template-columns: repeat(2, 1fr); }
}
@media print {
  nav, .skip, details.host > summary::after { display: none; }
  details.host, figure, tr { break-inside: avoid; }
}
`;
