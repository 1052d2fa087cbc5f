import { describe, expect, test } from 'vitest';
import { parseVideoRequest } from '../request/parse-video-request.ts';
import { summarise } from '../testing/measure-polling.ts';
import { createRandom, drawRunTimes } from '../testing/run-times.ts';
import {
  createScriptedTransport,
  finished,
  finishedTask,
  made,
  runningTask,
} from '../testing/scripted-transport.ts';
import { createVirtualClock } from '../testing/virtual-clock.ts';
import { createClient } from './client.ts';
import { createClientState } from './client-state.ts';

const { request } = parseVideoRequest({ prompt: 'A lighthouse at dawn' });

/** An API whose tasks run as long as dataResponse, one after the other. */
function createApi(runTimes: readonly number[]) {
  const clock = createVirtualClock();
  let endsAt = 0;
  const transport = createScriptedTransport(({ method, path }, attempt) => {
    const taskId = path.split('/').at(-1) ?? '';
    if (method === 'GET') {
      return clock.now() < endsAt ? runningTask(taskId) : finishedTask(taskId);
    }
    endsAt = clock.now() + (runTimes[attempt - 1] ?? 0) * 1000;
    return made(`task_${attempt}`);
  });
  return { clock, transport, lagSeconds: () => (clock.now() - endsAt) / 1000 };
}

describe('client', () => {
  test('learns how long tasks run, and comes near the least polls × lag', async () => {
    const runTimes = drawRunTimes({ count: 180, medianSeconds: 100, sigma: 0.35 });
    const { clock, lagSeconds, transport } = createApi(runTimes);
    const client = createClient({ clock, transport, random: createRandom(1) });
    const played: { polls: number; lagSeconds: number }[] = [];

    for (const _ of runTimes) {
      const before = transport.count('GET');
      const { id } = await client.submit(request);
      await client.wait(id);
      played.push({ polls: transport.count('GET') - before, lagSeconds: lagSeconds() });
    }
    const { meanLagSeconds, polls } = summarise(played.slice(30));

    expect(polls * meanLagSeconds).toBeLessThanOrEqual(1.1 * 30.5);
  });

  test('shares what it learned with a client that is given the same state', async () => {
    const { clock, transport } = createApi(Array(20).fill(300));
    const state = createClientState({ clock });
    const client = createClient({ clock, transport, state });
    for (let task = 0; task < 20; task += 1) {
      const { id } = await client.submit(request);
      await client.wait(id);
    }

    expect(state.timings.expect('std 5 s 1 shots sound').medianSeconds).toBeGreaterThan(200);
  });

  test('slows down with the others of its state', async () => {
    const { clock, transport } = createApi([300, 300]);
    const state = createClientState({ clock });
    state.gate.close(20_000);

    await createClient({ clock, transport, state }).submit(request);

    expect(clock.elapsed()).toBeGreaterThanOrEqual(20_000);
  });

  test('keeps what it learned of silent multi-shot videos apart', async () => {
    const { clock, transport } = createApi([300]);
    const state = createClientState({ clock });
    const client = createClient({ clock, transport, state });
    const shots = [
      { prompt: 'A boat', duration: 2 },
      { prompt: 'The sea', duration: 3 },
    ];

    const { id } = await client.submit(parseVideoRequest({ shots, sound: false }).request);
    await client.wait(id);

    expect(state.timings.expect('std 5 s 2 shots silent').medianSeconds).toBeGreaterThan(120);
    expect(state.timings.expect('std 5 s 1 shots sound').medianSeconds).toBeLessThan(105);
  });

  test('forgets the oldest of ten thousand tasks that nobody waits for', async () => {
    const { clock, transport } = createApi([]);
    const client = createClient({ clock, transport });
    const { id: oldest } = await client.submit(request);
    for (let task = 0; task < 10_000; task += 1) await client.submit(request);
    const before = clock.elapsed();

    await client.wait(oldest);

    expect(clock.elapsed() - before).toBe(0);
  });

  test('draws its jitter by itself when it is given no source', async () => {
    const clock = createVirtualClock();
    const transport = createScriptedTransport((_, attempt) =>
      attempt === 1 ? { status: 500 } : finished,
    );

    await createClient({ clock, transport }).wait('task_1');

    expect(transport.count('GET')).toBe(2);
  });
});
