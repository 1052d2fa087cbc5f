/** Test doubles of core's ports, for the packages of this workspace; not published. */
export {
  createScriptedTransport,
  failedTask,
  finishedTask,
  inOrder,
  runningTask,
} from './scripted-transport.ts';
export { createVirtualClock } from './virtual-clock.ts';
