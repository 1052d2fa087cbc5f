import { type Sandbox, startSandbox } from '@kling-automation/sandbox';

/** What the demo renders with: the sandbox, or the live API. */
export interface DemoApi {
  /** Undefined on the live API. */
  readonly sandbox: Sandbox | undefined;
  readonly inputs: Readonly<Record<string, string>>;
  readonly announcement: string;
}

/** Starts the sandbox, unless there is a key for the live API. */
export async function startDemoApi(options: {
  /** Undefined unless the live API was asked for. */
  readonly liveKey: string | undefined;
  readonly sandbox: { readonly credits: number; readonly speed: number };
}): Promise<DemoApi> {
  const { liveKey } = options;
  if (liveKey !== undefined) {
    const announcement = 'This run uses the live API.\n';
    return { sandbox: undefined, inputs: { 'api-key': liveKey }, announcement };
  }
  const { credits, speed } = options.sandbox;
  const sandbox = await startSandbox(options.sandbox);
  return {
    sandbox,
    inputs: { 'api-key': sandbox.apiKey, 'base-url': sandbox.url },
    announcement: `Sandbox at ${sandbox.url}: ${credits} credits, ${speed} times faster than life.\n`,
  };
}
