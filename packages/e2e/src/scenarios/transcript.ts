import type { RecordedRequest } from '@kling-automation/sandbox';
import type { ScenarioResult } from './scenario.ts';

/**
 * Writes a run down for a person to read: what the runner showed, what the step left, and
 * every request sent. What differs from run to run (the port, seconds, sizes) is left out.
 */
export function writeTranscript(result: ScenarioResult): string {
  const { requests, run, sandboxUrl } = result;
  const sections = [
    section('log', run.log),
    section('outputs', list(run.outputs)),
    section('summary', run.summary),
    run.post?.log ? section('log of post', run.post.log) : '',
    section('requests', [...new Set(requests.map(describeRequest))].join('\n')),
    section('end', describeEnd(result)),
  ];
  return stable(sections.filter((text) => text !== '').join('\n\n'), sandboxUrl);
}

function describeEnd({ chargedCredits, run, submissions }: ScenarioResult): string {
  const sent = `${submissions.length} submission${submissions.length === 1 ? '' : 's'}`;
  return `exit code ${run.exitCode}, ${run.conclusion}; ${sent}, ${chargedCredits} credits charged`;
}

function section(title: string, text: string): string {
  return `== ${title}\n${text.trimEnd() || '(nothing)'}`;
}

function list(values: Readonly<Record<string, string>>): string {
  return Object.entries(values)
    .map(([name, value]) => `${name}: ${value}`)
    .join('\n');
}

/** Repeated polls of a task count as one line: how many there are depends on the clock. */
function describeRequest({ body, headers, method, path, status }: RecordedRequest): string {
  const credentials = headers.authorization === undefined ? 'without the key' : 'with the key';
  const outcome = status === null ? 'no response' : status;
  const content = body === null ? '' : `\n${JSON.stringify(body, null, 2)}`;
  return `${method} ${path}, ${credentials} → ${outcome}${content}`;
}

function stable(text: string, sandboxUrl: string): string {
  return `${text
    .replaceAll(sandboxUrl, 'http://sandbox')
    .replaceAll(sandboxUrl.replaceAll(':', '&#58;'), 'http&#58;//sandbox')
    .replaceAll(/(video-url: [^?\n]*)\?[^\n]*/g, '$1?<signature>')
    .replaceAll(/\b[0-9a-f]{64}\b/g, '<64 hexadecimal digits>')
    .replaceAll(/\b\d+(\.\d+)? MB\b/g, '<n> MB')
    .replaceAll(/\bafter \d+ s\b/g, 'after <n> s')
    .replaceAll(/^( *\d+ s · .*\n)+/gm, '<progress>\n')}\n`;
}
