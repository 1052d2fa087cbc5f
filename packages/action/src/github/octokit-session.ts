import type { getOctokit } from '@actions/github';
import type { Clock } from '@kling-automation/core';
import { untilCancelled } from '../runner/until-cancelled.ts';
import { asGithubError } from './github-error.ts';
import type { GithubTraffic } from './github-traffic.ts';
import { persist } from './persist.ts';
import { urgencies } from './write-queue.ts';

/** Who asks, and where. */
export interface GithubOptions {
  readonly token: string;
  /** Such as `https://api.github.com`; a GitHub Enterprise Server has its own. */
  readonly apiUrl: string;
  /** `owner/name`. */
  readonly repository: string;
  readonly clock: Clock;
  /** Ends every request at once; its reason is thrown untouched. */
  readonly signal: AbortSignal;
  readonly traffic: GithubTraffic;
}

/** Ways to ask GitHub; what goes wrong becomes a GithubError. */
export interface OctokitSession {
  readonly octokit: ReturnType<typeof getOctokit>;
  readonly place: { readonly owner: string; readonly repo: string };
  /** For what changes something: it may have happened though it failed. */
  readonly once: Ask;
  /** The same, no faster than GitHub wants writes. */
  readonly paced: Ask;
  /** For what only reads: repeated if that may help. */
  readonly again: Ask;
  /** All items of all pages, each page asked for when it is needed. */
  paged<Item>(what: string, readPage: ReadPage<Item>): AsyncIterable<Item>;
}

/** Loads @actions/github now and not before: most runs never need it. */
export async function openOctokitSession(options: GithubOptions): Promise<OctokitSession> {
  const { apiUrl: baseUrl, clock, repository, signal, token, traffic } = options;
  const github = await import('@actions/github');
  const octokit = github.getOctokit(token, { baseUrl });
  octokit.hook.after('request', ({ headers }) => traffic.note(headers));
  const [owner = '', repo = ''] = repository.split('/');

  const once: Ask = async (what, send, milliseconds = 30_000) => {
    try {
      return await send({ signal: AbortSignal.any([signal, AbortSignal.timeout(milliseconds)]) });
    } catch (error) {
      signal.throwIfAborted();
      throw asGithubError(what, error);
    }
  };
  const again: Ask = (what, send) => persist(() => once(what, send), { clock, signal });
  return {
    octokit,
    place: { owner, repo },
    once,
    paced: (what, send, milliseconds) => {
      const write = () => once(what, send, milliseconds);
      return untilCancelled(traffic.queue.run(urgencies.other, write), signal);
    },
    again,
    async *paged<Item>(what: string, readPage: ReadPage<Item>): AsyncIterable<Item> {
      const perPage = 100;
      for (let page = 1, isLast = false; !isLast; page += 1) {
        const asked = { owner, repo, page, per_page: perPage };
        const { data } = await again(what, (request) => readPage({ ...asked, request }));
        yield* data;
        isLast = data.length < perPage;
      }
    },
  };
}

type Ask = <Result>(
  what: string,
  send: (request: { readonly signal: AbortSignal }) => Promise<Result>,
  milliseconds?: number,
) => Promise<Result>;

type ReadPage<Item> = (asked: {
  owner: string;
  repo: string;
  page: number;
  per_page: number;
  request: { signal: AbortSignal };
}) => Promise<{ readonly data: readonly Item[] }>;
