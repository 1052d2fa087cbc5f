import { Agent, type Dispatcher, EnvHttpProxyAgent, Pool } from 'undici';
import { requestIssue } from '../../errors/request-issue.ts';
import { InvalidRequestError } from '../../errors.ts';
import { isLoopback } from '../../network/base-url.ts';

/** Environment variables by name, as `process.env` holds them. */
export type Environment = Readonly<Record<string, string | undefined>>;

/** What a dispatcher is made for. */
export interface Route {
  /** Where the requests go. A loopback address is reached directly, without any proxy. */
  readonly url: URL;
  /** Where `https_proxy`, `http_proxy` and `no_proxy`, in either case, are looked up. */
  readonly environment: Environment;
  readonly connectLimitMilliseconds: number;
  /**
   * Breaks off connections that are still being made. undici's own `destroy` leaves those alone,
   * and they keep the process alive until the connect limit (8.12.4).
   */
  readonly signal: AbortSignal;
}

/**
 * Makes the undici dispatcher for a URL: through the proxy of the environment, if there is one.
 * HTTP/1.1 only, because with HTTP/2 many requests depend on one connection.
 *
 * @throws {InvalidRequestError} when the environment names a proxy by something other than a URL.
 */
export function createEnvironmentDispatcher(route: Route, options: Agent.Options): Dispatcher {
  const { connectLimitMilliseconds, environment, signal, url } = route;
  const connect = { signal, timeout: connectLimitMilliseconds };
  const agentOptions = { ...options, allowH2: false, connect };
  if (isLoopback(url)) return new Agent(agentOptions);

  try {
    return new EnvHttpProxyAgent({
      ...agentOptions,
      ...proxiesOf(environment),
      proxyTls: connect,
      requestTls: connect,
      // By itself undici waits five minutes for a proxy that takes the connection and stays silent.
      clientFactory: (proxy, proxyOptions) =>
        new Pool(proxy, { ...proxyOptions, headersTimeout: connectLimitMilliseconds }),
    });
  } catch {
    // Neither undici's error nor the value is shown: a proxy's URL may hold a password.
    const message =
      'The environment names a proxy that is no URL. Set HTTPS_PROXY and HTTP_PROXY to one such as http://proxy.example:3128.';
    throw new InvalidRequestError([requestIssue(['environment'], message)]);
  }
}

function proxiesOf(environment: Environment) {
  // An empty text is a value: it keeps undici from looking into process.env by itself.
  const read = (name: string) => environment[name] ?? environment[name.toUpperCase()] ?? '';
  return {
    httpProxy: read('http_proxy'),
    httpsProxy: read('https_proxy'),
    // A redirect may lead to this machine.
    noProxy: `localhost,127.0.0.1,::1,${read('no_proxy')}`,
  };
}
