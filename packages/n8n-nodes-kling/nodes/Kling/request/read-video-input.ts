import { isBlank, type VideoField, videoFields } from '@kling-automation/core';
import type { INodeExecutionData } from 'n8n-workflow';
import { readColumns } from './item-columns.ts';

/** The fields of one item under core's names, as the panel or an expression gives them. */
export type VideoInput = Readonly<Record<string, unknown>>;

/** Reads a field of the panel: of an execution, or of the editor while somebody fills it in. */
export interface FieldReader {
  getNodeParameter(name: string, itemIndex: number, fallback: string): unknown;
  getInputData(): readonly INodeExecutionData[];
}

/** Reads what an item asks for; an image may be the name of a binary field. Checks nothing. */
export function readVideoInput(context: FieldReader, itemIndex: number): VideoInput {
  if (context.getNodeParameter('fieldsFrom', itemIndex, 'panel') !== 'columns') {
    return readPanel(context, itemIndex, Object.keys(fields));
  }
  const item = context.getInputData()[itemIndex];
  const columns = item === undefined ? {} : readColumns(item);
  const { duration, ...others } = readPanel(context, itemIndex, fieldsForBlanks);
  // The panel always holds a duration; shots of a row have their own.
  const missing = isBlank(columns.shots) ? { ...others, duration } : others;
  return { ...missing, ...columns };
}

/** What the panel gives to rows that leave it blank; a prompt would be paid for each of them. */
const fieldsForBlanks = ['mode', 'duration', 'aspectRatio', 'sound', 'callbackUrl'];

function readPanel(context: FieldReader, itemIndex: number, names: readonly string[]): VideoInput {
  const values = Object.entries(fields)
    .filter(([name]) => names.includes(name))
    .map(([name, { entries, parameterName }]): [string, unknown] => {
      if (entries === undefined) {
        return [name, context.getNodeParameter(parameterName, itemIndex, '')];
      }
      return [name, readList(context, itemIndex, { parameterName, noun: entries.noun })];
    });
  const { duration, ...others } = Object.fromEntries(values);
  // The panel always holds a duration; that of shots is their sum.
  return isBlank(others.shots) ? { ...others, duration } : others;
}

const fields: Readonly<Record<string, VideoField>> = videoFields;

/** A list as the panel has it: in fields, or as JSON, which core reads. */
function readList(
  context: FieldReader,
  itemIndex: number,
  { noun, parameterName }: { readonly noun: string; readonly parameterName: string },
): unknown {
  const name = `specify${parameterName.charAt(0).toUpperCase()}${parameterName.slice(1)}`;
  if (context.getNodeParameter(name, itemIndex, 'fields') === 'json') {
    return context.getNodeParameter(`${parameterName}Json`, itemIndex, '');
  }
  return withoutCollection(context.getNodeParameter(parameterName, itemIndex, ''), noun);
}

/** The entries of the panel's collection; anything else comes from an expression. */
function withoutCollection(value: unknown, noun: string): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  if (Object.keys(value).length === 0) return undefined;
  return Object.hasOwn(value, noun) ? Reflect.get(value, noun) : value;
}
