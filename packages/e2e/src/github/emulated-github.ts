import { createEmulator } from 'emulate';
import type { LoopbackRequest, LoopbackResponse } from '../testing/loopback-server.ts';

/** GitHub as the package emulate knows it: state, and most of the REST API. */
export interface EmulatedGithub {
  /** Sends a request as an administrator. */
  request(method: string, pathAndQuery: string): Promise<LoopbackResponse>;
  /** Passes on a request with its own credentials. */
  forward(request: LoopbackRequest): Promise<LoopbackResponse>;
  close(): Promise<void>;
}

/** @param options.baseUrl what the URLs in its responses begin with. */
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
  const send = async (pathAndQuery: string, options: RequestInit): Promise<LoopbackResponse> => {
    const response = await fetch(new URL(pathAndQuery, emulator.url), options);
    const text = (await response.text()).replaceAll(emulator.url, baseUrl);
    return { status: response.status, ...(text !== '' && { body: JSON.parse(text) }) };
  };
  return {
    request: (method, pathAndQuery) =>
      send(pathAndQuery, { method, headers: { authorization: `token ${token}` } }),
    forward({ content, headers, method, path, query }) {
      const { authorization = '', 'content-type': type = '' } = headers;
      return send(`${path}?${query}`, {
        method,
        headers: { authorization, 'content-type': type },
        ...(content.length > 0 && { body: new Uint8Array(content) }),
      });
    },
    close: () => emulator.close(),
  };
}
