import type { Sandbox } from '@kling-automation/sandbox';

/** A credential as `n8n import:credentials` reads it. */
export interface Credential {
  readonly id: string;
  readonly name: string;
  readonly type: string;
  readonly data: Readonly<Record<string, unknown>>;
}

/** The credential that the examples use; a test gives it the URL of the sandbox. */
export const apiInOneReference = { id: 'apiInOneAccount1', name: 'API in One account' } as const;

export function describeApiInOne(sandbox: Pick<Sandbox, 'url' | 'apiKey'>): Credential {
  return {
    ...apiInOneReference,
    type: 'apiInOneApi',
    data: { apiKey: sandbox.apiKey, baseUrl: sandbox.url },
  };
}
