import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A call of an execution's resume URL. */
export interface ResumeCall {
  readonly body: object;
  readonly query: Readonly<Record<string, string>>;
}

/** Takes a call, and returns the HTTP status of the response. */
type Resume = (call: ResumeCall) => Promise<number>;

const parked = new Map<string, Resume>();

const server = createServer(async (request, response) => {
  const url = new URL(request.url ?? '/', 'http://127.0.0.1');
  const body = await readJson(request);
  const resume = parked.get(String(url.pathname.split('/')[1]));
  const query = Object.fromEntries(url.searchParams);
  // n8n refuses an execution that it does not know, or that is not parked.
  const status = resume === undefined ? 404 : await resume({ body, query });
  response.writeHead(status).end();
});

/** Starts what n8n resumes executions by, once for all tests of a worker. */
export async function startResumeServer(): Promise<void> {
  if (server.listening) return;
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  server.unref();
}

let places = 0;

/** A name for an execution; its resume URL has it. */
export function nextPlace(): string {
  places += 1;
  return `place-${places}`;
}

/** Under which address n8n resumes executions. */
export function waitingBaseUrl(place: string): string {
  const { port } = server.address() as AddressInfo;
  return `http://127.0.0.1:${port}/${place}/webhook-waiting`;
}

/** Lets calls resume the execution of a place. */
export function openPlace(place: string, resume: Resume): void {
  parked.set(place, resume);
}

/** From now on calls are refused. */
export function closePlace(place: string): void {
  parked.delete(place);
}

async function readJson(request: IncomingMessage): Promise<object> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of request) chunks.push(chunk);
  const value: unknown = JSON.parse(Buffer.concat(chunks).toString() || '{}');
  return Object(value);
}
