import { isBlank } from '@kling-automation/core';
import { type IExecuteFunctions, NodeOperationError } from 'n8n-workflow';
import { clipToWorkflowTimeout } from './host/cancellation.ts';
import { isTool, longestToolWaitSeconds } from './host/tool.ts';

/** How to wait for a video. */
export type WaitMode = 'untilFinished' | 'upToSeconds';

/** What holds for a whole run; the fields of the first item decide. */
export interface RunSettings {
  readonly waitMode: WaitMode;
  readonly waitSeconds: number;
  readonly download: boolean;
  readonly output: 'simplified' | 'raw';
  readonly onTimeout: 'fail' | 'returnStatus';
  readonly maxCredits: number | undefined;
  readonly concurrency: number;
  readonly deadlineSeconds: number;
  readonly targetLagSeconds: number;
  readonly maxDownloadMegabytes: number;
  readonly usdPerCredit: number | undefined;
  readonly payOncePer: 'execution' | 'content';
}

/** Reads the settings of a run, with what an agent's host and the workflow's timeout demand. */
export function readRunSettings(context: IExecuteFunctions): RunSettings {
  const options = readOptions(context);
  const read = (name: string): unknown => context.getNodeParameter(name, 0, '');
  const number = (name: string, label: string, least: number) =>
    readNumber(context, { value: options[name], isSet: !isBlank(options[name]), label, least });

  const tool = isTool(context);
  const waitPolicy = readNumber(context, {
    value: read('waitSeconds'),
    isSet: !isBlank(read('waitSeconds')),
    label: 'Seconds',
    least: 0,
  });
  const waitSeconds = waitPolicy ?? longestToolWaitSeconds;
  const timeoutSeconds = (number('timeoutMinutes', 'Timeout (Minutes)', 0.01) ?? 30) * 60;
  const deadlineSeconds = tool ? Math.min(timeoutSeconds, longestToolWaitSeconds) : timeoutSeconds;
  return {
    waitMode: tool || read('waitMode') === 'upToSeconds' ? 'upToSeconds' : 'untilFinished',
    waitSeconds: tool ? Math.min(waitSeconds, longestToolWaitSeconds) : waitSeconds,
    download: !tool && isTrue(read('download')),
    output: read('output') === 'raw' && !tool ? 'raw' : 'simplified',
    onTimeout: tool || options.onTimeout === 'returnStatus' ? 'returnStatus' : 'fail',
    // It guards money: a limit that an expression leaves blank must not be taken for none.
    maxCredits: readNumber(context, {
      value: read('maxCredits'),
      isSet: !isBlank(context.getNode().parameters.maxCredits),
      label: 'Max Credits',
      least: 0,
    }),
    concurrency: Math.floor(number('concurrency', 'Concurrency', 1) ?? 5),
    deadlineSeconds: clipToWorkflowTimeout(deadlineSeconds, context),
    targetLagSeconds: number('targetLagSeconds', 'Target Lag (Seconds)', 0.05) ?? 1,
    maxDownloadMegabytes: number('maxDownloadMegabytes', 'Max Download Size (MB)', 0) ?? 1024,
    usdPerCredit: number('usdPerCredit', 'USD per Credit', 0),
    payOncePer: read('payOncePer') === 'content' ? 'content' : 'execution',
  };
}

function readOptions(context: IExecuteFunctions): Readonly<Record<string, unknown>> {
  const options: unknown = context.getNodeParameter('options', 0, {});
  return typeof options === 'object' && options !== null ? { ...options } : {};
}

function isTrue(value: unknown): boolean {
  return value === true || value === 'true';
}

function readNumber(
  context: IExecuteFunctions,
  field: {
    readonly value: unknown;
    readonly isSet: boolean;
    readonly label: string;
    readonly least: number;
  },
): number | undefined {
  const { isSet, label, least, value } = field;
  if (!isSet) return undefined;
  const number = typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
  if (typeof number === 'number' && number >= least) return number;
  throw new NodeOperationError(context.getNode(), `${label} is not a number of at least ${least}`, {
    description: `It is ${value === undefined ? 'missing' : JSON.stringify(value)}. Nothing was submitted.`,
    itemIndex: 0,
  });
}
