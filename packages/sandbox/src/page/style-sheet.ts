/** The looks of the page: the colours of the template's dawn, by day and by night. */
export const styleSheet = `
:root {
  color-scheme: light dark;
  --ground: light-dark(#fbf7f4, #11122a);
  --card: light-dark(#ffffff, #1b1d3d);
  --line: light-dark(#e9dfdc, #2f3160);
  --ink: light-dark(#221f3f, #f1ecf5);
  --quiet: light-dark(#6d6786, #a9a5c9);
  --rose: light-dark(#c2415f, #ff8fa3);
  --violet: light-dark(#5d3f8c, #b9a0ff);
  --leaf: light-dark(#1f7a55, #6fdcab);
  --amber: light-dark(#96570a, #ffc27a);
  font: 15px/1.5 system-ui, sans-serif;
}
* { box-sizing: border-box; margin: 0; }
body { background: var(--ground); color: var(--ink); transition: opacity 0.3s; }
body.gone { opacity: 0.45; }
code, pre { font: 0.86em/1.6 ui-monospace, 'DejaVu Sans Mono', monospace; }
.quiet { color: var(--quiet); font-size: 0.86em; }

header {
  display: grid;
  grid-template-columns: 1fr auto;
  gap: 1.25rem 3rem;
  padding: 2rem max(1.5rem, (100vw - 84rem) / 2) 1.75rem;
  background: linear-gradient(105deg, #1e2254, #4f3a7e 52%, #8a4b7a 84%, #b2617c);
  color: #ffffff;
}
header h1 { font-size: 1.7rem; line-height: 1.2; letter-spacing: -0.02em; }
header .title p { color: #e6dcf3; }
.connection { display: flex; flex-wrap: wrap; gap: 0.25rem 2rem; align-self: end; }
.connection dt { color: #d9cdea; font-size: 0.78em; }
.balance { grid-column: 2; grid-row: 1 / span 2; align-self: center; text-align: right; }
.balance strong { font-size: 2.3rem; font-variant-numeric: tabular-nums; letter-spacing: -0.02em; }
.balance .quiet { color: #ffffff; }
meter { width: 17rem; height: 0.7rem; }
meter::-webkit-meter-bar { background: #ffffff40; border: 0; border-radius: 1rem; height: 0.45rem; }
meter::-webkit-meter-optimum-value { background: #ffe3c4; border-radius: 1rem; }

main {
  display: grid;
  grid-template-columns: minmax(0, 1fr) 25rem;
  gap: 2rem;
  max-width: 87rem;
  margin: auto;
  padding: 1.75rem 1.5rem 3rem;
}
h2 { font-size: 1rem; margin-bottom: 0.75rem; }
aside { display: grid; gap: 2rem; align-content: start; min-width: 0; }
.tasks {
  display: grid;
  grid-template-columns: repeat(auto-fill, minmax(19rem, 1fr));
  gap: 1.25rem;
  padding: 0;
  list-style: none;
}
.card {
  display: flex;
  flex-direction: column;
  background: var(--card);
  border: 1px solid var(--line);
  border-radius: 0.9rem;
  overflow: hidden;
}
.card.empty { grid-column: 1 / -1; padding: 1.5rem; gap: 0.75rem; }
.card.empty pre { overflow-x: auto; color: var(--quiet); }
.facts { display: grid; gap: 0.6rem; padding: 0.9rem 1rem 1rem; flex: 1; align-content: start; }
.prompt {
  display: -webkit-box;
  -webkit-box-orient: vertical;
  -webkit-line-clamp: 3;
  overflow: hidden;
  overflow-wrap: anywhere;
}
.facts code { overflow-wrap: anywhere; }

.preview { display: block; width: 100%; aspect-ratio: 16 / 9; background: #0b0c1e; }
.in-progress, .broken { display: grid; place-content: center; justify-items: center; gap: 0.5rem; }
.in-progress { background: linear-gradient(160deg, #262a63, #5b4284 60%, #a85c80); color: #ffffff; }
.broken { padding: 1rem 1.5rem; text-align: center; background: light-dark(#fbecee, #35203c); }
.broken p:first-child { color: var(--rose); font-weight: 600; }
.preview svg { width: 5.2rem; }
.preview circle { fill: none; stroke-width: 3.5; }
.preview .track { stroke: #ffffff2e; }
.preview .passed {
  stroke: #ffd9b0;
  stroke-linecap: round;
  transform: rotate(-90deg);
  transform-origin: center;
}
.preview .passed[stroke-dasharray='0 100'] { stroke: none; }
.preview text { fill: #ffffff; font-size: 9px; text-anchor: middle; dominant-baseline: central; }

.chips { display: flex; flex-wrap: wrap; gap: 0.35rem; }
.chips span {
  padding: 0.05rem 0.55rem;
  border: 1px solid var(--line);
  border-radius: 1rem;
  font-size: 0.8em;
  color: var(--quiet);
}
.chips .status { border-color: currentColor; font-weight: 600; color: var(--violet); }
.chips .succeeded { color: var(--leaf); }
.chips .failed, .chips .cancelled { color: var(--rose); }
.chips .queued { color: var(--amber); }

button {
  padding: 0.2rem 0.8rem;
  border: 1px solid currentColor;
  border-radius: 1rem;
  background: transparent;
  color: inherit;
  font: inherit;
  font-size: 0.82em;
  cursor: pointer;
}
button:hover { background: color-mix(in srgb, currentColor 16%, transparent); }
.actions { display: flex; gap: 0.5rem; }

table { width: 100%; border-collapse: collapse; table-layout: fixed; font-size: 0.86em; }
td { padding: 0.3rem 0.5rem 0.3rem 0; border-top: 1px solid var(--line); vertical-align: top; }
td:first-child { width: 4.6rem; color: var(--quiet); font-variant-numeric: tabular-nums; }
[data-key='requests'] td:nth-child(2) { width: 3.6rem; }
td code { display: block; overflow: hidden; text-overflow: ellipsis; white-space: nowrap; }
.number { width: 4.2rem; padding-right: 0; text-align: right; font-variant-numeric: tabular-nums; }
.refund .number { color: var(--leaf); }
.bad, .fault { color: var(--rose); }
.fault { font-size: 0.9em; }
.faults { display: grid; gap: 0.5rem; padding: 0; list-style: none; margin-bottom: 0.75rem; }
.faults .quiet { display: block; }

@media (max-width: 62rem) {
  main { grid-template-columns: minmax(0, 1fr); }
}
@media (max-width: 44rem) {
  header { grid-template-columns: 1fr; }
  .balance { grid-column: 1; grid-row: auto; text-align: left; }
  .tasks { grid-template-columns: minmax(0, 1fr); }
}
`;
