import type { ActionHost, HostEvent } from '../runner/host.ts';

/** A host that keeps everything in memory, for tests. */
export interface FakeHost extends ActionHost {
  /** What happened, in order: `mask: …`, `output: …`, `print: …`, `debug: …`, `error: …`. */
  readonly events: readonly string[];
  readonly outputs: Readonly<Record<string, string | undefined>>;
  readonly state: Readonly<Record<string, string | undefined>>;
  readonly summary: string;
}

export function createFakeHost(
  options: {
    readonly inputs?: Readonly<Record<string, string | undefined>>;
    readonly event?: Partial<HostEvent>;
    readonly state?: Readonly<Record<string, string>>;
    /** @default one that is not there */
    readonly workspace?: string | undefined;
  } = {},
): FakeHost {
  const { event, inputs = {} } = options;
  const events: string[] = [];
  const outputs: Record<string, string> = {};
  const state: Record<string, string> = { ...options.state };
  const kept = { summary: '' };
  return {
    inputNames: Object.keys(inputs),
    readInput: (name) => inputs[name]?.trim() ?? '',
    maskSecret: (value) => events.push(`mask: ${value}`),
    writeOutputs(values) {
      events.push('outputs');
      Object.assign(outputs, values);
    },
    saveState(name, value) {
      events.push(`state: ${name}`);
      state[name] = value;
    },
    readState: (name) => state[name] ?? '',
    writeSummary(markdown) {
      kept.summary = markdown;
    },
    console: {
      print: (line) => events.push(`print: ${line}`),
      debug: (line) => events.push(`debug: ${line}`),
      openGroup: (title) => events.push(`group: ${title}`),
      closeGroup: () => events.push('endgroup'),
      annotate: (level, message, title = '') => events.push(`${level}: ${title}: ${message}`),
    },
    event: {
      name: 'push',
      actor: 'octocat',
      repository: 'octo-org/demo',
      commit: '0123456789abcdef0123456789abcdef01234567',
      serverUrl: 'https://github.com',
      runId: '1001',
      runAttempt: 1,
      payload: {},
      ...event,
    },
    workspace: options.workspace ?? '/workspace',
    events,
    outputs,
    state,
    get summary() {
      return kept.summary;
    },
  };
}
