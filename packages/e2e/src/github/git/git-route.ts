import type { LoopbackRequest, LoopbackResponse } from '../../testing/loopback-server.ts';
import { notFound } from '../error-responses.ts';
import type { GithubRoute } from '../github-backend.ts';
import type { GitObjects } from './git-objects.ts';
import type { GitRefs } from './git-refs.ts';

/**
 * The git database of a repository, as GitHub does it: unlike emulate, it checks the names of
 * references and lists them in pages.
 */
export function createGitRoute(ports: {
  readonly objects: GitObjects;
  readonly refs: GitRefs;
  /** What the URLs in its responses begin with. */
  readonly baseUrl: string;
  /** How many references a response lists. */
  readonly refsPerPage: number;
}): GithubRoute {
  const { baseUrl, objects, refs, refsPerPage } = ports;

  const createRef = (repository: string, { ref = '', sha = '' }: JsonBody): LoopbackResponse => {
    if (objects.readCommit(sha) === undefined) return unprocessable('Object does not exist');
    const outcome = refs.create(ref, sha);
    if (outcome !== 'created') return unprocessable(rejections[outcome]);
    return { status: 201, body: describeRef(`${baseUrl}${repository}`, ref, sha) };
  };
  const createCommit = ({ message = '', parents = [], tree }: JsonBody): LoopbackResponse => {
    if (typeof tree !== 'string') return unprocessable('Invalid request.');
    const sha = objects.addCommit({ message, tree, parents });
    if (sha === undefined) return unprocessable('Tree SHA does not exist');
    return { status: 201, body: { sha, message, tree: { sha: tree }, parents: [] } };
  };
  const createTree = ({ tree }: JsonBody): LoopbackResponse => {
    const sha = Array.isArray(tree) ? objects.addTree(tree) : undefined;
    if (sha === undefined) return unprocessable('Invalid tree info');
    return { status: 201, body: { sha, tree: [] } };
  };
  const readCommit = (sha: string): LoopbackResponse => {
    const commit = objects.readCommit(sha);
    if (commit === undefined) return notFound;
    return { status: 200, body: { sha, message: commit.message, tree: { sha: commit.tree } } };
  };
  const readRef = (repository: string, name: string): LoopbackResponse => {
    const sha = refs.read(name);
    if (sha === undefined) return notFound;
    return { status: 200, body: describeRef(`${baseUrl}${repository}`, name, sha) };
  };
  const listRefs = (repository: string, prefix: string, request: LoopbackRequest) => {
    const page = Number(request.query.get('page') ?? 1);
    const all = refs.list(prefix);
    const found = all.slice((page - 1) * refsPerPage, page * refsPerPage);
    const isLast = page * refsPerPage >= all.length;
    const next = `<${baseUrl}${request.path}?page=${page + 1}>; rel="next"`;
    return {
      status: 200,
      body: found.map(([name, sha]) => describeRef(`${baseUrl}${repository}`, name, sha)),
      ...(!isLast && { headers: { link: next } }),
    };
  };
  const deleteRef = (name: string): LoopbackResponse =>
    refs.remove(name) ? { status: 204 } : unprocessable('Reference does not exist');

  return {
    async respond(request) {
      const { content, method, path } = request;
      const [, repository = '', kind, encoded = ''] = routePattern.exec(path) ?? [];
      const rest = decodeURIComponent(encoded);
      switch (`${method} ${kind}`) {
        case 'POST trees':
          return createTree(JSON.parse(content.toString()));
        case 'POST commits':
          return createCommit(JSON.parse(content.toString()));
        case 'GET commits':
          return readCommit(rest);
        case 'POST refs':
          return createRef(repository, JSON.parse(content.toString()));
        case 'GET ref':
          return readRef(repository, `refs/${rest}`);
        case 'GET matching-refs':
          return listRefs(repository, `refs/${rest}`, request);
        case 'DELETE refs':
          return deleteRef(`refs/${rest}`);
        default:
          return undefined;
      }
    },
  };
}

const routePattern =
  /^(\/repos\/[^/]+\/[^/]+)\/git\/(trees|commits|refs|ref|matching-refs)(?:\/(.+))?$/;

interface JsonBody {
  readonly ref?: string;
  readonly sha?: string;
  readonly message?: string;
  /** The files of a tree, or the name of the tree of a commit. */
  readonly tree?: string | Parameters<GitObjects['addTree']>[0];
  readonly parents?: readonly string[];
}

const rejections = {
  exists: 'Reference already exists',
  'invalid name': 'Reference name is not valid',
  'folder conflict': 'Reference update failed',
} as const;

function describeRef(repositoryUrl: string, ref: string, sha: string) {
  const url = `${repositoryUrl}/git/${ref}`;
  const node_id = Buffer.from(`03:Ref1:${ref}`).toString('base64');
  const object = { sha, type: 'commit', url: `${repositoryUrl}/git/commits/${sha}` };
  return { ref, node_id, url, object };
}

function unprocessable(message: string): LoopbackResponse {
  const documentation_url = 'https://docs.github.com/rest/git/refs#create-a-reference';
  return { status: 422, body: { message, documentation_url, status: '422' } };
}
