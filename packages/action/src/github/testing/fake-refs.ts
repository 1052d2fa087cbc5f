import { GithubError } from '../github-error.ts';
import type { RefsApi } from '../refs-api.ts';

type Method = keyof RefsApi;

/** A failure of the next call of a method. */
export interface RefsFailure {
  readonly status?: number | undefined;
  readonly apiMessage?: string;
  readonly retryAfterSeconds?: number;
  readonly sufficientPermissions?: string;
  /** Whether GitHub does it all the same. @default false */
  readonly isDone?: boolean;
}

/** The references of a repository in memory, for several runs. */
export interface FakeRefs extends RefsApi {
  /** By name. */
  readonly refs: Map<string, string>;
  /** By SHA. */
  readonly messages: Map<string, string>;
  /** The calls, in order. */
  readonly calls: string[];
  fail(method: Method, ...failures: readonly RefsFailure[]): void;
}

export function createFakeRefs(): FakeRefs {
  const refs = new Map<string, string>();
  const messages = new Map<string, string>();
  const calls: string[] = [];
  const failures: { readonly method: Method; readonly failure: RefsFailure }[] = [];

  const respond = async <Value>(method: Method, subject: string, change: () => Value) => {
    calls.push(`${method} ${subject}`);
    const next = failures.find((one) => one.method === method);
    if (next === undefined) return change();
    failures.splice(failures.indexOf(next), 1);
    const { failure } = next;
    const { apiMessage = 'It failed.', isDone = false, status } = failure;
    if (isDone) change();
    throw new GithubError({ what: method, ...failure, status, apiMessage });
  };
  const unprocessable = (apiMessage: string) =>
    new GithubError({ what: 'Writing', status: 422, apiMessage });
  return {
    refs,
    messages,
    calls,
    fail: (method, ...more) => {
      failures.push(...more.map((failure) => ({ method, failure })));
    },
    listRefs: (prefix) =>
      respond('listRefs', prefix, () =>
        [...refs].filter(([name]) => name.startsWith(prefix)).map(([name, sha]) => ({ name, sha })),
      ),
    readRef: (name) => respond('readRef', name, () => refs.get(name)),
    createRef: (name, sha) =>
      respond('createRef', name, () => {
        if (refs.has(name)) throw unprocessable('Reference already exists');
        refs.set(name, sha);
      }),
    deleteRef: (name) =>
      respond('deleteRef', name, () => {
        if (!refs.delete(name)) throw unprocessable('Reference does not exist');
      }),
    createCommit: ({ message }) =>
      respond('createCommit', '', () => {
        const sha = `${messages.size + 1}`.padStart(40, '0');
        messages.set(sha, message);
        return sha;
      }),
    readMessage: (sha) => respond('readMessage', sha, () => messages.get(sha) ?? ''),
  };
}
