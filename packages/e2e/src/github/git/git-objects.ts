import { createHash } from 'node:crypto';

/** The trees and commits of a repository, with the names that git itself gives them. */
export interface GitObjects {
  /** @returns undefined if an entry is not a file with content. */
  addTree(entries: readonly TreeEntry[]): string | undefined;
  /** @returns undefined if there is no such tree or parent. */
  addCommit(commit: CommitFacts): string | undefined;
  readCommit(sha: string): CommitFacts | undefined;
}

interface TreeEntry {
  readonly path: string;
  readonly mode: string;
  readonly content?: string;
}

interface CommitFacts {
  readonly message: string;
  readonly tree: string;
  readonly parents?: readonly string[] | undefined;
}

export function createGitObjects(): GitObjects {
  const trees = new Set<string>();
  const commits = new Map<string, CommitFacts>();
  return {
    addTree(entries) {
      if (entries.length === 0) return undefined;
      const parts: Buffer[] = [];
      for (const { content, mode, path } of entries) {
        if (content === undefined) return undefined;
        parts.push(Buffer.from(`${mode} ${path}\0`), hashObject('blob', Buffer.from(content)));
      }
      const sha = hashObject('tree', Buffer.concat(parts)).toString('hex');
      trees.add(sha);
      return sha;
    },
    addCommit(commit) {
      const { message, parents = [], tree } = commit;
      if (!trees.has(tree) || !parents.every((parent) => commits.has(parent))) return undefined;
      const person = `octo-org <octo@example.com> ${Math.floor(Date.now() / 1000)} +0000`;
      const lines = [
        `tree ${tree}`,
        ...parents.map((parent) => `parent ${parent}`),
        `author ${person}`,
        `committer ${person}`,
        '',
        message,
      ];
      const sha = hashObject('commit', Buffer.from(lines.join('\n'))).toString('hex');
      commits.set(sha, { message, tree, parents });
      return sha;
    },
    readCommit: (sha) => commits.get(sha),
  };
}

function hashObject(type: string, content: Buffer): Buffer {
  return createHash('sha1').update(`${type} ${content.length}\0`).update(content).digest();
}
