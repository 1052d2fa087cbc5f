import { describe, expect, test } from 'vitest';
import { openSandbox } from '../testing/open-sandbox.ts';

describe('the admin routes', () => {
  test('return the same state as the sandbox in the process', async () => {
    const { sandbox, makeTask } = await openSandbox();
    await makeTask();

    const state = await (await fetch(`${sandbox.url}/sandbox/state`)).json();

    expect(state).toEqual({
      url: sandbox.url,
      envelope: 'current',
      tasks: sandbox.tasks(),
      ledger: sandbox.account(),
      faults: [],
      requests: sandbox.requests(),
    });
  });

  test('add faults and clear them', async () => {
    const { sandbox } = await openSandbox();
    const post = (rule: object) =>
      fetch(`${sandbox.url}/sandbox/faults`, { method: 'POST', body: JSON.stringify(rule) });

    const added = await post({ kind: 'reset', on: 'read', times: 'always' });
    const refused = await post({ kind: 'reset' });
    const faults = sandbox.faults();
    const cleared = await fetch(`${sandbox.url}/sandbox/faults`, { method: 'DELETE' });

    expect([added.status, refused.status, cleared.status]).toEqual([201, 422, 200]);
    expect(faults).toMatchObject([{ kind: 'reset', on: 'read', times: 'always', applied: 0 }]);
    expect(sandbox.faults()).toEqual([]);
  });

  test('end tasks, but not twice', async () => {
    const { sandbox, makeTask } = await openSandbox();
    const [first, second] = [await makeTask(), await makeTask()];
    const end = (taskId: string, ending: string, body: string | null = null) =>
      fetch(`${sandbox.url}/sandbox/tasks/${taskId}/${ending}`, { method: 'POST', body });

    const finished = await end(first, 'finish');
    const again = await end(first, 'finish');
    const failed = await end(second, 'fail', '{"code":1301,"message":"No"}');

    expect([finished.status, again.status, failed.status]).toEqual([200, 409, 200]);
    expect(sandbox.tasks()).toMatchObject([
      { status: 'succeeded', failure: null },
      { status: 'failed', failure: { code: 1301, message: 'No' } },
    ]);
  });

  test('refuse pages of other sites', async () => {
    const { sandbox } = await openSandbox();

    const response = await fetch(`${sandbox.url}/sandbox/faults`, {
      method: 'DELETE',
      headers: { origin: 'https://example.com' },
    });

    expect(response.status).toBe(403);
  });
});
