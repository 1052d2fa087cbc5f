import { Agent, EnvHttpProxyAgent } from 'undici';
import { expect, test } from 'vitest';

import { InvalidRequestError } from '../../errors.ts';
import { createEnvironmentDispatcher } from './environment-dispatcher.ts';

const { signal } = new AbortController();
const limits = { connectLimitMilliseconds: 1000, signal };

test('loopback is reached directly', () => {
  const environment = { http_proxy: 'http://127.0.0.1:9' };
  const url = new URL('http://localhost:3000');

  const dispatcher = createEnvironmentDispatcher({ url, environment, ...limits }, {});

  expect(dispatcher).toBeInstanceOf(Agent);
});

test('other hosts are reached as the environment describes', () => {
  const url = new URL('https://apiin.one');

  const route = { url, environment: {}, ...limits };

  expect(createEnvironmentDispatcher(route, {})).toBeInstanceOf(EnvHttpProxyAgent);
});

test('a proxy that is no URL is refused, and its password is not shown', () => {
  const environment = { HTTPS_PROXY: 'user:password@proxy:3128' };
  const url = new URL('https://apiin.one');

  const create = () => createEnvironmentDispatcher({ url, environment, ...limits }, {});

  expect(create).toThrow(InvalidRequestError);
  expect(create).toThrow(
    'environment: The environment names a proxy that is no URL. Set HTTPS_PROXY and HTTP_PROXY to one such as http://proxy.example:3128.',
  );
  expect(create).not.toThrow(/password/);
});
