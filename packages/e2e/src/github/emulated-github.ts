import { createEmulator } from 'emulate';
import type { LoopbackResponse } from '../testing/loopback-server.ts';

/** GitHub as the package emulate knows it: state, and most of the REST API. */
export interface EmulatedGithub {
  /** Asks it as an administrator would. */
  ask(method: string, pathAndQuery: string, content?: unknown): Promise<LoopbackResponse>;
  /** Hands on what another has asked, with its own headers. */
  forward(request: ForwardedRequest): Promise<LoopbackResponse>;
  close(): Promise<void>;
}

interface ForwardedRequest {
  readonly method: string;
  readonly pathAndQuery: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly content: Buffer | undefined;
}

/** @param baseUrl what stands at the beginning of the URLs in its answers. */
export async function startEmulatedGithub(options: {
  readonly baseUrl: string;
  readonly token: string;
  readonly owner: string;
  readonly name: string;
}): Promise<EmulatedGithub> {
  const { baseUrl, name, owner, token } = options;
  const emulator = await createEmulator({
    service: 'github',
    port: 0,
    seed: {
      tokens: { [token]: { login: owner, scopes: ['repo'] } },
      github: { users: [{ login: owner }], repos: [{ owner, name, auto_init: true }] },
    },
  });
  const forward: EmulatedGithub['forward'] = async (request) => {
    const { content, headers, method, pathAndQuery } = request;
    const hasContent = content !== undefined && content.length > 0;
    const response = await fetch(new URL(pathAndQuery, emulator.url), {
      method,
      headers,
      ...(hasContent && { body: new Uint8Array(content) }),
    });
    const text = (await response.text()).replaceAll(emulator.url, baseUrl);
    return { status: response.status, ...(text !== '' && { body: JSON.parse(text) }) };
  };
  return {
    forward,
    ask: (method, pathAndQuery, content) =>
      forward({
        method,
        pathAndQuery,
        headers: { authorization: `token ${token}`, 'content-type': 'application/json' },
        content: content === undefined ? undefined : Buffer.from(JSON.stringify(content)),
      }),
    close: () => emulator.close(),
  };
}
