import { z } from 'zod/v4';
import { GithubError } from './github-error.ts';
import type { OctokitSession } from './octokit-session.ts';
import type { RefsApi } from './refs-api.ts';

/** The git references of a repository. Errors name no reference: it may contain a long key. */
export function refsOf({ again, octokit, once, place }: OctokitSession): RefsApi {
  const { git } = octokit.rest;
  return {
    async listRefs(prefix) {
      const what = 'Listing git references';
      const first = await again(what, (request) =>
        git.listMatchingRefs({ ...place, ref: withoutRefs(prefix), request }),
      );
      const pages: z.output<typeof pageSchema>[] = [first.data];
      let next = nextPage(first.headers.link);
      while (next !== undefined) {
        const url = next;
        const page = await again(what, (request) =>
          octokit.request({ method: 'GET', url, request }),
        );
        pages.push(pageSchema.parse(page.data));
        next = nextPage(page.headers.link);
      }
      return pages.flat().map(({ object, ref }) => ({ name: ref, sha: object.sha }));
    },

    async readRef(name) {
      try {
        const { data } = await again('Reading a git reference', (request) =>
          git.getRef({ ...place, ref: withoutRefs(name), request }),
        );
        return data.object.sha;
      } catch (error) {
        if (error instanceof GithubError && error.status === 404) return undefined;
        throw error;
      }
    },

    async createRef(name, sha) {
      await once('Creating a git reference', (request) =>
        git.createRef({ ...place, ref: name, sha, request }),
      );
    },

    async deleteRef(name) {
      await once('Deleting a git reference', (request) =>
        git.deleteRef({ ...place, ref: withoutRefs(name), request }),
      );
    },

    async createCommit({ file, message }) {
      const entry = { ...file, mode: '100644', type: 'blob' } as const;
      const tree = await once('Creating a git tree', (request) =>
        git.createTree({ ...place, tree: [entry], request }),
      );
      const commit = await once('Creating a git commit', (request) =>
        git.createCommit({ ...place, message, tree: tree.data.sha, parents: [], request }),
      );
      return commit.data.sha;
    },

    async readMessage(sha) {
      const { data } = await again('Reading a git commit', (request) =>
        git.getCommit({ ...place, commit_sha: sha, request }),
      );
      return data.message;
    },
  };
}

const pageSchema = z.array(z.object({ ref: z.string(), object: z.object({ sha: z.string() }) }));

/** GitHub takes names without the first part when it reads, and with it when it creates. */
function withoutRefs(name: string): string {
  return name.replace(/^refs\//, '');
}

function nextPage(link: string | undefined): string | undefined {
  return /<([^<>]+)>;\s*rel="next"/.exec(link ?? '')?.[1];
}
