import { type Sandbox, type SandboxOptions, startSandbox } from '@kling-automation/sandbox';
import type { IDataObject } from 'n8n-workflow';
import { onTestFinished } from 'vitest';

/** Opens a sandbox for one test whose tasks end at once, unless its options differ. */
export async function openSandbox(options: SandboxOptions = {}): Promise<Sandbox> {
  const sandbox = await startSandbox({
    speed: Number.POSITIVE_INFINITY,
    credits: 1_000_000,
    ...options,
  });
  onTestFinished(() => sandbox.close());
  return sandbox;
}

/** A small silent video: 120 credits. */
export function generating(fields: IDataObject = {}, options: IDataObject = {}): IDataObject {
  return {
    resource: 'video',
    operation: 'generate',
    prompt: 'A lighthouse at dawn',
    mode: 'std',
    duration: 3,
    sound: false,
    download: false,
    ...fields,
    options: { targetLagSeconds: 0.05, ...options },
  };
}

/** How often the sandbox was asked to make a video. */
export function postsOf(sandbox: Sandbox): number {
  return sandbox.requests().filter(({ method }) => method === 'POST').length;
}

/** What the sandbox charged, refunds taken off. */
export function chargedBy(sandbox: Sandbox, opening = 1_000_000): number {
  return opening - sandbox.account().balance;
}
