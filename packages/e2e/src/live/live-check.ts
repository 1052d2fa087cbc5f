import { randomUUID } from 'node:crypto';
import {
  type Clock,
  createClient,
  estimateCredits,
  type HttpRequest,
  type HttpResponse,
  parseVideoRequest,
  redact,
  type SucceededTask,
  type Transport,
} from '@kling-automation/core';

/** The cheapest video there is: 120 credits. */
export const { request } = parseVideoRequest({
  prompt: 'A paper boat on a calm lake at dawn, slow camera',
  mode: 'std',
  duration: 3,
  sound: false,
});

/** What the check costs. */
export const { credits } = estimateCredits(request);

/** What the check needs. */
export interface LiveCheckPorts {
  readonly clock: Clock;
  readonly transport: Transport;
  /** A transport with a key that nobody has. */
  readonly wrongKeyTransport: Transport;
  /** Looks at a link without downloading it, within a time limit. */
  readonly head: (url: string) => Promise<{ readonly status: number; readonly headers: Headers }>;
  readonly log: (line: string) => void;
}

/** A request with its response, without secrets. */
interface RecordedResponse {
  readonly at: string;
  readonly request: string;
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/**
 * Renders one video of 120 credits with the live API, and writes down what the documentation does
 * not show: the bodies of submission and status, the charge, the life of the link, and errors that
 * cost nothing.
 *
 * @returns a dated record in Markdown, without keys, signatures and the queries of links, also of a
 * check that failed: then with its error, which names the task, if there is one.
 */
export async function checkLive(ports: LiveCheckPorts): Promise<LiveCheck> {
  const { clock } = ports;
  const responses: RecordedResponse[] = [];
  const record = (transport: Transport): Transport => ({
    async send(sent) {
      const response = await transport.send(sent);
      responses.push(describe(sent, response, clock.now()));
      return response;
    },
  });
  const transport = record(ports.transport);
  const results = await checkAll(transport, record(ports.wrongKeyTransport), ports).then(
    (lines) => ({ lines, failure: undefined }),
    (error: unknown) => {
      const failure = redact(error instanceof Error ? error.message : String(error), 2000);
      return { lines: [`It failed: ${failure}`], failure };
    },
  );
  const text = [
    `# Live check of ${new Date(clock.now()).toISOString().slice(0, 10)}`,
    '',
    `One video (std, 3 s, silent) whose price in our table is ${credits} credits.`,
    '',
    ...results.lines.map((line) => `- ${line}`),
    '',
    '## Requests and responses',
    '',
    ...responses.flatMap(writeResponse),
  ].join('\n');
  return { text, failure: results.failure };
}

/** What a check leaves. */
export interface LiveCheck {
  readonly text: string;
  /** Undefined when the video was made. */
  readonly failure: string | undefined;
}

async function checkAll(
  transport: Transport,
  wrongKeyTransport: Transport,
  { clock, head, log }: LiveCheckPorts,
): Promise<readonly string[]> {
  const client = createClient({ clock, transport });

  log('1. Errors that cost nothing.');
  const path = '/api/v1/videos/generations';
  await wrongKeyTransport.send({ method: 'GET', path: `/api/v1/tasks/${randomUUID()}` });
  await transport.send({ method: 'GET', path: `/api/v1/tasks/${randomUUID()}` });
  await transport.send({ method: 'POST', path, body: { model: 'no-such-model' } });

  log(`2. One video of ${credits} credits.`);
  const { id } = await client.submit(request);
  log(`   Task ${id}. If this program is stopped, its video can be had with Task > Download.`);
  const task = await client.wait(id, { deadlineSeconds: 1800 });

  log('3. Its link.');
  return [
    `Charged, as the API reports it: ${task.credits ?? 'not reported'}`,
    `Word for success: ${task.statusWord ?? 'none'}`,
    ...(await describeLink(task, head)),
  ];
}

/** Of the headers only these are of interest. */
const keptHeaders = [
  'content-type',
  'retry-after',
  'server',
  'x-request-id',
  'x-ratelimit-remaining',
];

function describe(
  { body, method, path }: HttpRequest,
  response: HttpResponse,
  now: number,
): RecordedResponse {
  const sent = body === undefined ? '' : ` ${redact(JSON.stringify(body), 2000)}`;
  const headers = keptHeaders.flatMap((name) => {
    const value = response.headers[name];
    return value === undefined ? [] : [[name, redact(value)] as const];
  });
  return {
    at: new Date(now).toISOString(),
    request: `${method} ${path}${sent}`,
    status: response.status,
    headers: Object.fromEntries(headers),
    body: redact(response.body, 4000),
  };
}

function writeResponse({
  at,
  body,
  headers,
  request: sent,
  status,
}: RecordedResponse): readonly string[] {
  const names = Object.entries(headers).map(([name, value]) => `${name}: ${value}`);
  return [`### ${at}`, '', '```http', sent, '', `HTTP ${status}`, ...names, '', body, '```', ''];
}

/** Where the video is, and until when, as far as the link shows it. */
async function describeLink(
  { videoUrl }: SucceededTask,
  head: LiveCheckPorts['head'],
): Promise<readonly string[]> {
  const { host, searchParams } = new URL(videoUrl);
  const limits = [...searchParams]
    .filter(([name]) => /expire|date|ttl|^se$|^st$/i.test(name))
    .map(([name, value]) => `${name}=${value}`);
  const { headers, status } = await head(videoUrl);
  const shown = ['content-length', 'content-type', 'etag', 'accept-ranges', 'last-modified']
    .flatMap((name) => headers.get(name) ?? [])
    .join(', ');
  return [
    `Host of the link: ${host}`,
    `Its limits in time: ${limits.join(', ') || 'none in the link'}`,
    `A look at it: HTTP ${status}, ${shown}`,
  ];
}
