/** Draws docs/pictures/polls-and-lag.svg from the figures of the benchmark; it needs no network. */
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { limit, measurePollTraffic } from './poll-traffic.ts';

interface Point {
  readonly label: string;
  readonly polls: number;
  readonly lagSeconds: number;
  readonly isOurs: boolean;
}

const width = 720;
const height = 400;
const margin = { left: 56, right: 90, top: 20, bottom: 46 };
const polls = { low: 8, high: 260 };
const lag = { low: 0.2, high: 20 };

/** Other clients with their default settings, measured in November 2026 on the same run times. */
const peers: readonly Point[] = [
  { label: 'fal, replicate', polls: 214, lagSeconds: 0.25, isOurs: false },
  { label: 'runway', polls: 18.2, lagSeconds: 3.06, isOurs: false },
];

const measured = (await measurePollTraffic()).map((row) => ({
  label: row.policy,
  polls: Number(row['polls a task']),
  lagSeconds: Number(row['mean lag s']),
  isOurs: row.policy.startsWith('this'),
}));
// Two of ours are enough to see the way; those between them would cover each other.
const points = [...measured, ...peers].filter(({ label }) => label !== 'this, after 100 tasks');

const path = join(import.meta.dirname, '../../../docs/pictures/polls-and-lag.svg');
await writeFile(path, draw());

function draw(): string {
  const curve = Array.from({ length: 60 }, (_, index) => {
    const seconds = lag.low * (lag.high / lag.low) ** (index / 59);
    return { seconds, polls: limit / seconds };
  }).filter((each) => each.polls >= polls.low && each.polls <= polls.high);
  const line = curve.map((each) => `${x(each.seconds)},${y(each.polls)}`).join(' ');
  const parts = [
    axis(),
    `<polyline points="${line}" class="limit"/>`,
    `<text x="${x(0.42)}" y="${y(52)}" class="limit-name" text-anchor="end">the limit</text>`,
    ...points.map(drawPoint),
  ];
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" font-family="system-ui, sans-serif" font-size="12">
<title>Status requests a task against the time until a finished video is noticed</title>
<style>text{fill:#838a96}line{stroke:#8f96a333}.limit{fill:none;stroke:#e8590c;stroke-width:2}.limit-name{fill:#e8590c}.ours{fill:#2f7bd9}circle{fill:#8f96a3}circle.ours{fill:#2f7bd9}</style>
${parts.join('\n')}
</svg>
`;
}

function drawPoint({ isOurs, label, lagSeconds, polls: count }: Point): string {
  const name = isOurs ? ' class="ours"' : '';
  const [left, top] = [x(lagSeconds), y(count)];
  const beside =
    lagSeconds > 10
      ? `x="${left - 9}" y="${top + 4}" text-anchor="end"`
      : `x="${left + 9}" y="${top + 4}"`;
  return `<circle cx="${left}" cy="${top}" r="5"${name}/><text ${beside}${name}>${label}</text>`;
}

function axis(): string {
  const lags = [0.25, 0.5, 1, 2, 5, 10, 20].map(
    (value) =>
      `<line x1="${x(value)}" x2="${x(value)}" y1="${margin.top}" y2="${height - margin.bottom}"/><text x="${x(value)}" y="${height - 28}" text-anchor="middle">${value} s</text>`,
  );
  const counts = [10, 20, 50, 100, 200].map(
    (value) =>
      `<line x1="${margin.left}" x2="${width - margin.right}" y1="${y(value)}" y2="${y(value)}"/><text x="${margin.left - 8}" y="${y(value) + 4}" text-anchor="end">${value}</text>`,
  );
  const names = [
    `<text x="${(margin.left + width - margin.right) / 2}" y="${height - 8}" text-anchor="middle">mean time until a finished video is noticed</text>`,
    `<text transform="translate(14 ${height / 2}) rotate(-90)" text-anchor="middle">status requests a task</text>`,
  ];
  return [...lags, ...counts, ...names].join('\n');
}

/** Both axes are logarithmic: the limit is a straight line. */
function x(seconds: number): number {
  return place(
    Math.log(seconds / lag.low) / Math.log(lag.high / lag.low),
    margin.left,
    width - margin.right,
  );
}

function y(count: number): number {
  return place(
    Math.log(count / polls.low) / Math.log(polls.high / polls.low),
    height - margin.bottom,
    margin.top,
  );
}

function place(share: number, from: number, to: number): number {
  return Math.round((from + share * (to - from)) * 10) / 10;
}
