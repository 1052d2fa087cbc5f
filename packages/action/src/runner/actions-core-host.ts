import { randomUUID } from 'node:crypto';
import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import {
  debug,
  endGroup,
  error,
  getState,
  info,
  notice,
  saveState,
  setOutput,
  setSecret,
  startGroup,
  warning,
} from '@actions/core';
import type { ActionHost } from './host.ts';

/**
 * The runner, reached through @actions/core and the environment it sets. The inputs, secrets among
 * them, leave the environment: no library and no child process can read them there.
 */
export function createActionsCoreHost(environment: NodeJS.ProcessEnv = process.env): ActionHost {
  const inputs = takeInputs(environment);
  return {
    inputNames: [...inputs.keys()],
    readInput: (name) => inputs.get(name) ?? '',
    maskSecret: setSecret,
    writeOutputs(outputs) {
      const path = environment.GITHUB_OUTPUT;
      if (path) return replaceFile(path, Object.entries(outputs).map(describeOutput).join(''));
      // A runner of before files takes them from the log.
      for (const [name, value] of Object.entries(outputs)) setOutput(name, value);
    },
    saveState,
    readState: getState,
    writeSummary(markdown) {
      // An old runner may offer no summary; the log has the same facts.
      const path = environment.GITHUB_STEP_SUMMARY;
      if (path) writeFileSync(path, markdown);
    },
    console: {
      print: info,
      debug,
      openGroup: startGroup,
      closeGroup: endGroup,
      annotate(level, message, title) {
        annotators[level](message, title === undefined ? {} : { title });
      },
    },
    event: {
      name: environment.GITHUB_EVENT_NAME ?? '',
      actor: environment.GITHUB_ACTOR ?? '',
      repository: environment.GITHUB_REPOSITORY ?? '',
      commit: environment.GITHUB_SHA ?? '',
      serverUrl: environment.GITHUB_SERVER_URL ?? '',
      runId: environment.GITHUB_RUN_ID ?? '',
      runAttempt: Number(environment.GITHUB_RUN_ATTEMPT ?? 1) || 1,
      get payload() {
        return readPayload(environment.GITHUB_EVENT_PATH);
      },
    },
    workspace: environment.GITHUB_WORKSPACE ?? process.cwd(),
  };
}

/** No value has the delimiter in it, so none can set another output. */
function describeOutput([name, value]: readonly [string, string]): string {
  const delimiter = `delimiter_${randomUUID()}`;
  return `${name}<<${delimiter}\n${value}\n${delimiter}\n`;
}

/**
 * Appended, the outputs of 100 videos would come to megabytes. A step that is killed leaves the file
 * of before or of after.
 */
function replaceFile(path: string, content: string): void {
  const next = `${path}.next`;
  writeFileSync(next, content);
  renameSync(next, path);
}

/** The runner writes names in upper case, with `_` for blanks; hyphens stay. */
function takeInputs(environment: NodeJS.ProcessEnv): ReadonlyMap<string, string> {
  const inputs = new Map<string, string>();
  for (const [variable, value = ''] of Object.entries(environment)) {
    if (!variable.startsWith(inputPrefix)) continue;
    inputs.set(variable.slice(inputPrefix.length).toLowerCase(), value.trim());
    delete environment[variable];
  }
  return inputs;
}

const inputPrefix = 'INPUT_';

const annotators = { error, notice, warning };

function readPayload(path: string | undefined): unknown {
  try {
    return path ? JSON.parse(readFileSync(path, 'utf8')) : {};
  } catch {
    // The payload only makes messages better; a run without it is as good.
    return {};
  }
}
