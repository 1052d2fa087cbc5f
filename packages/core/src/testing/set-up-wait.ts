import { createClient } from '../client/client.ts';
import { createScriptedTransport, made, type ScriptedReply } from './scripted-transport.ts';
import { createVirtualClock } from './virtual-clock.ts';

/** A client whose first POST makes task_1; `script` replies to the polls, counted from 1. */
export function setUpWait(
  script: (poll: number, elapsedSeconds: number) => ScriptedReply | Promise<ScriptedReply>,
) {
  const clock = createVirtualClock();
  const transport = createScriptedTransport(({ method }, attempt) =>
    method === 'POST' ? made('task_1') : script(attempt, clock.elapsed() / 1000),
  );
  const client = createClient({ clock, transport, random: () => 0 });
  return { client, clock, transport };
}
