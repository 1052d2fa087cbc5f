import { spawnSync } from 'node:child_process';
import { afterEach, describe, expect, test } from 'vitest';
import { isRefName } from './git/ref-name.ts';
import { type GithubDouble, type GithubDoubleOptions, startGithubDouble } from './github-double.ts';

const claim = 'refs/kling/videos/a/1/claim';

describe('the git database of the double', () => {
  let github: GithubDouble;
  afterEach(() => github.close());

  const start = async (options: GithubDoubleOptions = {}) => {
    github = await startGithubDouble(options);
    const post = (path: string, body: object) => send('POST', path, body);
    const createRef = (ref: string, sha = github.git.commit) => post('refs', { ref, sha });
    return { post, createRef, list: (prefix: string) => send('GET', `matching-refs/${prefix}`) };
  };

  const send = async (method: string, path: string, body?: object) => {
    const url = new URL(`${github.apiUrl}/repos/octo-org/demo/git/`);
    const response = await fetch(path.startsWith('http') ? path : url + path, {
      method,
      headers: { authorization: `token ${github.token}`, 'content-type': 'application/json' },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    const { headers, status } = response;
    return { status, headers, body: text.startsWith('<') || text === '' ? text : JSON.parse(text) };
  };

  test('creates a tree, a commit without parents and a reference to it', async () => {
    const { createRef, list, post } = await start();

    const file = { path: 'README', mode: '100644', type: 'blob', content: 'text\n' };
    const tree = await post('trees', { tree: [file] });
    const commit = await post('commits', { message: 'run 1', tree: tree.body.sha, parents: [] });
    const ref = await createRef(claim, commit.body.sha);

    // `git write-tree` gives the same name.
    expect(tree.body.sha).toBe('9cffd1e393a4fefb02c1bc1daa03c1bb2d674166');
    expect(ref).toMatchObject({ status: 201, body: { ref: claim } });
    expect((await list('kling%2Fvideos%2F')).body).toMatchObject([
      { ref: claim, object: { type: 'commit', sha: commit.body.sha } },
    ]);
    expect((await send('GET', `commits/${commit.body.sha}`)).body.message).toBe('run 1');
    expect((await send('GET', 'ref/kling%2Fvideos%2Fa%2F1%2Fclaim')).body.ref).toBe(claim);
  });

  test('creates a reference once, also when two ask at the same moment', async () => {
    const { createRef } = await start();

    const responses = await Promise.all([createRef(claim), createRef(claim)]);

    expect(responses.map(({ status }) => status).toSorted()).toEqual([201, 422]);
    expect(responses.find(({ status }) => status === 422)?.body.message).toBe(
      'Reference already exists',
    );
  });

  test.for([
    ['refs/kling', 'Reference name is not valid'],
    ['refs/kling/a..b', 'Reference name is not valid'],
    ['refs/kling/a.lock', 'Reference name is not valid'],
    ['refs/heads', 'Reference name is not valid'],
    ['refs/heads/main/kling', 'Reference update failed'],
    ['refs/kling/runs/1', 'Reference update failed'],
  ] as const)('refuses %s', async ([name, message], { expect }) => {
    const { createRef } = await start();
    await createRef('refs/kling/runs/1/2');

    expect(await createRef(name)).toMatchObject({ status: 422, body: { message } });
  });

  test('refuses a reference to an object that is not there', async () => {
    const { createRef, post } = await start();
    const sha = '0'.repeat(40);

    expect(await createRef(claim, sha)).toMatchObject({
      status: 422,
      body: { message: 'Object does not exist' },
    });
    expect((await post('commits', { message: 'run 1', tree: sha })).status).toBe(422);
    expect((await send('GET', `commits/${sha}`)).status).toBe(404);
  });

  test('deletes a reference, and frees its name and its folder', async () => {
    const { createRef } = await start();
    await createRef('refs/kling/runs/1/2');

    expect((await send('DELETE', 'refs/kling%2Fruns%2F1%2F2')).status).toBe(204);
    expect((await send('DELETE', 'refs/kling%2Fruns%2F1%2F2')).status).toBe(422);
    expect((await send('GET', 'ref/kling%2Fruns%2F1%2F2')).status).toBe(404);
    expect((await createRef('refs/kling/runs/1')).status).toBe(201);
  });

  test('lists references in pages, with a link to the next one', async () => {
    const { list } = await start({ refsPerPage: 2 });
    for (const run of [3, 1, 2]) github.git.create(`refs/kling/runs/${run}`, github.git.commit);

    const first = await list('kling%2Fruns%2F');
    const [, next = ''] = /^<(.*)>; rel="next"$/.exec(first.headers.get('link') ?? '') ?? [];
    const second = await send('GET', next);

    const names = [first, second].map(({ body }) => body.map((ref: { ref: string }) => ref.ref));
    expect(names).toEqual([['refs/kling/runs/1', 'refs/kling/runs/2'], ['refs/kling/runs/3']]);
    expect(second.headers.get('link')).toBeNull();
    expect((await list('kling%2Fnothing')).body).toEqual([]);
  });

  test('refuses writes of a token that may only read, and shows which permission is missing', async () => {
    const { createRef, list, post } = await start({ isReadOnly: true });

    const refused = await post('trees', { tree: [] });

    expect(refused).toMatchObject({
      status: 403,
      body: { message: 'Resource not accessible by integration' },
    });
    expect(refused.headers.get('x-accepted-github-permissions')).toBe('contents=write');
    expect((await createRef(claim)).status).toBe(403);
    expect((await list('kling')).status).toBe(200);
  });

  test('refuses reads of a token without contents', async () => {
    const { list } = await start({ canReadContents: false });

    expect((await list('kling')).headers.get('x-accepted-github-permissions')).toBe(
      'contents=read',
    );
  });

  test('fails as it is asked to, before or after a reference is created', async () => {
    const { createRef, list } = await start();
    github.fail(
      { on: /POST .*refs/, kind: 'workflows-differ' },
      { on: /POST .*refs/, kind: 'rate-limit' },
      { on: /POST .*refs/, kind: 'rate-limit-429' },
      { on: /POST .*refs/, kind: 'done-and-bad-gateway' },
    );

    const workflows = await createRef(claim);
    const limits = [await createRef(claim), await createRef(claim)];

    expect(workflows.headers.get('x-accepted-github-permissions')).toContain('workflows=write');
    expect(limits.map(({ headers, status }) => [status, headers.get('retry-after')])).toEqual([
      [403, '1'],
      [429, '1'],
    ]);
    expect((await list('kling')).body).toEqual([]);
    expect((await createRef(claim)).status).toBe(502);
    expect((await list('kling')).body).toMatchObject([{ ref: claim }]);
  });

  test('counts requests against the limit of an hour', async () => {
    const { list } = await start({ requestsPerHour: 2 });

    const responses = [await list('a'), await list('b'), await list('c')];

    const remaining = responses.map(({ headers }) => headers.get('x-ratelimit-remaining'));
    expect(remaining).toEqual(['1', '0', '0']);
    expect(responses.map(({ status }) => status)).toEqual([200, 200, 403]);
  });
});

test.for([
  'refs/kling/a',
  'refs/kling/task.dGFza18x',
  'refs/kling/.a',
  'refs/kling/a.lock',
  'refs/kling/a.lock/b',
  'refs/kling/a..b',
  'refs/kling/a.',
  'refs/kling/a./b',
  'refs/kling//a',
  'refs/kling/a/',
  'refs/kling/a b',
  'refs/kling/a~b',
  'refs/kling/a^b',
  'refs/kling/a:b',
  'refs/kling/a?b',
  'refs/kling/a*b',
  'refs/kling/a[b',
  'refs/kling/a\\b',
  'refs/kling/a@b',
  'refs/kling/a@{b',
  'refs/kling/@',
  'refs/kling/ä',
  'refs/kling/a\u007f',
])('the double takes the name %j as git does', (name, { expect }) => {
  const { status } = spawnSync('git', ['check-ref-format', name]);

  expect(isRefName(name)).toBe(status === 0);
});
